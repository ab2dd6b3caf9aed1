// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <mingle/engine/indices/clustering.h>
#include <mingle/engine/indices/environment.h>

namespace mingle {

namespace {

using Values = std::vector<double>;

const std::vector<ParameterDefinition>& proximity_parameters() {
  static const std::vector<ParameterDefinition> parameters{
      {"decay",
       ParameterType::choice,
       "exp",
       "exp|linear",
       "c_ij = exp(-d_ij), or d_ij itself"},
      {"unit", ParameterType::choice, "km", "km|m", "unit of d_ij"},
      {"self_distance",
       ParameterType::choice,
       "sqrt_0.6_area",
       "sqrt_0.6_area|zero|0.6_sqrt_area",
       "d_ii, a the zone's area"},
      {"self_pairs",
       ParameterType::flag,
       "true",
       "",
       "whether a zone is paired with itself"},
      {"weights",
       ParameterType::choice,
       "distance",
       "distance|rook|queen",
       "c_ij from distance, or 1 for touching zones"},
      {"self_included",
       ParameterType::flag,
       "true",
       "",
       "c_ii = 1 with weights=rook or queen"},
      {"distance",
       ParameterType::choice,
       "straight",
       "straight|network",
       "between centroids, or the shortest path over touching zones"},
  };
  return parameters;
}

Proximity chosen_proximity(const Parameters& p) {
  Proximity out;
  if (p.is("distance", "network")) out.source = ProximitySource::network;
  if (p.is("weights", "rook")) out.source = ProximitySource::rook;
  if (p.is("weights", "queen")) out.source = ProximitySource::queen;
  if (p.is("decay", "linear")) out.decay = Decay::linear;
  out.unit = p.is("unit", "km") ? 1000 : 1;
  if (p.is("self_distance", "zero")) out.self = SelfDistance::zero;
  if (p.is("self_distance", "0.6_sqrt_area")) {
    out.self = SelfDistance::area_0_6_sqrt;
  }
  const bool contiguous = !p.is("weights", "distance");
  out.self_pairs =
      p.flag("self_pairs") && (!contiguous || p.flag("self_included"));
  return out;
}

std::string key_of(const Parameters& p) {
  std::string key;
  for (const auto& entry : p.entries()) key += entry.value + ";";
  return key;
}

ProximitySums sums_for(const IndexInput& in, const Parameters& p) {
  const auto compute = [&] {
    return proximity_sums(*in.pair, *in.geometry, chosen_proximity(p));
  };
  if (in.cache == nullptr) return compute();
  auto [found, made] = in.cache->proximity.try_emplace(key_of(p));
  if (made) found->second = compute();
  return found->second;
}

using FromSums = double (*)(const TwoGroups&, const ProximitySums&);

template <FromSums Index>
Values of_sums(const IndexInput& in, const Parameters& p) {
  return {Index(*in.pair, sums_for(in, p))};
}

double isolation_of(const TwoGroups&, const ProximitySums& sums) {
  return sums.isolation;
}

double exposure_of(const TwoGroups&, const ProximitySums& sums) {
  return sums.exposure;
}

constexpr std::string_view pass = "O(pairs within 60 km) time, O(n) memory";
constexpr std::string_view wrong_decay =
    "PySAL's c_ij = 1 - exp(-d_ij/R_j) grows with distance. Distances must be "
    "in km: exp(-metres) underflows";

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> clustering_indices() {
  constexpr IndexNeeds needs{
      .pair = true, .areas = true, .points = true, .contacts = true};
  const auto define = [&](std::string_view name,
                          IndexFunction function,
                          std::string_view title,
                          std::string_view formula,
                          std::string_view range,
                          std::string_view source,
                          std::string_view programs) {
    return IndexDefinition{name,
                           IndexKind::pair,
                           ValueShape::scalar,
                           needs,
                           proximity_parameters(),
                           {},
                           function,
                           title,
                           formula,
                           range,
                           absent_group,
                           source,
                           pass,
                           programs};
  };
  return {
      define("absolute_clustering",
             of_sums<absolute_clustering>,
             "Absolute clustering, ACL",
             "(sum_i (x_i/X) sum_j c_ij x_j - (X/n^2) sum_ij c_ij) / (sum_i "
             "(x_i/X) sum_j c_ij t_j - (X/n^2) sum_ij c_ij)",
             "about [0, 1]",
             massey_denton,
             "PySAL's c_ij = 1 - exp(-d_ij/R_j) grows with distance. OasisR "
             "drops empty zones, which changes n; with weights=rook or queen, "
             "which only "
             "it offers, so do we"),
      define("relative_clustering",
             of_sums<relative_clustering>,
             "Relative clustering, RCL",
             "P_xx/P_yy - 1",
             "above -1; 0 = as clustered as y",
             massey_denton,
             "PySAL's c_ij grows with distance, and it sums x_j^2 c_ij in "
             "place of x_i x_j c_ij"),
      define("spatial_proximity",
             of_sums<spatial_proximity>,
             "Spatial proximity, SP",
             "(X P_xx + Y P_yy)/(T P_tt)",
             "1 = no clustering; above = each group nearer its own",
             "White 1983, American Journal of Sociology 88",
             wrong_decay),
      define("mean_proximity_within",
             of_sums<mean_proximity_within>,
             "Mean proximity within x, P_xx",
             "sum_ij x_i x_j c_ij / X^2",
             "(0, 1] with decay=exp",
             "White 1983, American Journal of Sociology 88",
             ""),
      define("mean_proximity_between",
             of_sums<mean_proximity_between>,
             "Mean proximity of x and y, P_xy",
             "sum_ij x_i y_j c_ij / (X Y)",
             "(0, 1] with decay=exp",
             "White 1983, American Journal of Sociology 88",
             ""),
      define("mean_proximity_all",
             of_sums<mean_proximity_all>,
             "Mean proximity of all, P_oo",
             "sum_ij t_i t_j c_ij / T^2",
             "(0, 1] with decay=exp",
             "White 1983, American Journal of Sociology 88",
             ""),
      define("distance_decay_isolation",
             of_sums<isolation_of>,
             "Distance-decay isolation, DPxx",
             "sum_i (x_i/X) sum_j K_ij x_j/t_j, K_ij = c_ij t_j / sum_j c_ij "
             "t_j",
             "[0, 1]; DPxx + DPxy = 1 when t = x + y",
             "Morgan 1983, Population Review 27; Massey and Denton 1988",
             "No other program computes it: PySAL's c_ij grows with distance "
             "and its K rows do not sum to 1; OasisR puts t_i for t_j"),
      define("distance_decay_exposure",
             of_sums<exposure_of>,
             "Distance-decay exposure, DPxy",
             "sum_i (x_i/X) sum_j K_ij y_j/t_j",
             "[0, 1]",
             "Morgan 1983, Population Review 27; Massey and Denton 1988",
             "As distance_decay_isolation"),
  };
}

namespace {

const std::vector<ParameterDefinition>& kernel_parameters() {
  static const std::vector<ParameterDefinition> parameters{
      {"kernel",
       ParameterType::choice,
       "biweight",
       "exp|biweight|scaled_exp|triangular|gaussian|uniform|rook|queen|knn",
       "how nearness falls with distance; rook, queen, knn: 1 for neighbours"},
      {"bandwidth",
       ParameterType::number,
       "1000",
       "",
       "scale of the kernel, metres; several make a profile",
       1e-3,
       1e9},
      {"max_distance",
       ParameterType::number,
       "inf",
       "",
       "where the kernel is cut, metres",
       0,
       0},
      {"k",
       ParameterType::whole,
       "8",
       "",
       "neighbours with kernel=knn",
       1,
       1e6},
      {"distance",
       ParameterType::choice,
       "straight",
       "straight|network",
       "between centroids, or the shortest path over touching zones"},
  };
  return parameters;
}

Kernel chosen_kernel(const Parameters& p) {
  if (p.is("kernel", "exp")) return Kernel::exponential;
  if (p.is("kernel", "biweight")) return Kernel::biweight;
  if (p.is("kernel", "scaled_exp")) return Kernel::scaled_exponential;
  if (p.is("kernel", "triangular")) return Kernel::triangular;
  if (p.is("kernel", "gaussian")) return Kernel::gaussian;
  if (p.is("kernel", "uniform")) return Kernel::uniform;
  if (p.is("kernel", "rook")) return Kernel::rook;
  if (p.is("kernel", "queen")) return Kernel::queen;
  return Kernel::nearest;
}

SpatialSegregation surroundings_for(const IndexInput& in, const Parameters& p) {
  const auto compute = [&] {
    Surroundings how;
    how.kernel = chosen_kernel(p);
    how.bandwidth = p.number("bandwidth");
    how.max_distance = p.number("max_distance");
    how.k = p.whole("k");
    how.network = p.is("distance", "network");
    return spatial_segregation(*in.people, *in.geometry, how);
  };
  if (in.cache == nullptr) return compute();
  auto [found, made] = in.cache->surroundings.try_emplace(key_of(p));
  if (made) found->second = compute();
  return found->second;
}

template <double SpatialSegregation::*Value>
Values of_surroundings(const IndexInput& in, const Parameters& p) {
  return {surroundings_for(in, p).*Value};
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> surroundings_indices() {
  constexpr IndexNeeds needs{.points = true, .contacts = true};
  constexpr std::string_view reardon_osullivan =
      "Reardon and O'Sullivan 2004, Sociological Methodology 34, 121-162";
  constexpr std::string_view near =
      "O(pairs within the kernel x groups) time, O(n groups) memory";
  constexpr std::string_view programs =
      "seg agrees to 1e-14. PySAL's 'generalised spatial' indices lag and "
      "round the counts and use the lagged totals as weights: another index";
  const auto define = [&](std::string_view name,
                          IndexKind kind,
                          ValueShape shape,
                          IndexFunction function,
                          std::string_view title,
                          std::string_view formula,
                          std::string_view range) {
    return IndexDefinition{name,
                           kind,
                           shape,
                           needs,
                           kernel_parameters(),
                           {},
                           function,
                           title,
                           formula,
                           range,
                           one_group,
                           reardon_osullivan,
                           near,
                           programs};
  };
  constexpr auto multigroup = IndexKind::multigroup;
  constexpr auto scalar = ValueShape::scalar;
  IndexDefinition proximity{
      "spatial_proximity",
      multigroup,
      scalar,
      IndexNeeds{.areas = true, .points = true, .contacts = true},
      proximity_parameters(),
      {},
      [](const IndexInput& in, const Parameters& p) {
        return Values{
            spatial_proximity(*in.people, *in.geometry, chosen_proximity(p))};
      },
      "Spatial proximity over all groups",
      "sum_k X_k P_kk / (T P_tt)",
      "1 = no clustering",
      "nobody lives there",
      "White 1983, American Journal of Sociology 88",
      pass,
      wrong_decay};
  return {
      define("spatial_dissimilarity",
             multigroup,
             scalar,
             of_surroundings<&SpatialSegregation::dissimilarity>,
             "Spatial dissimilarity, D~",
             "sum_i t_i sum_k |pi~_ik - P_k| / (2 T I), pi~_ik the share of k "
             "among the kernel-weighted people around zone i",
             "[0, 1]"),
      define("spatial_relative_diversity",
             multigroup,
             scalar,
             of_surroundings<&SpatialSegregation::relative_diversity>,
             "Spatial relative diversity, R~",
             "1 - sum_i t_i I~_i / (T I), I~_i = sum_k pi~_ik (1 - pi~_ik)",
             "at most 1"),
      define("spatial_information_theory",
             multigroup,
             scalar,
             of_surroundings<&SpatialSegregation::information_theory>,
             "Spatial information theory, H~",
             "1 - sum_i t_i E~_i / (T E), E~_i = -sum_k pi~_ik ln pi~_ik",
             "at most 1"),
      define(
          "spatial_exposure",
          IndexKind::matrix,
          ValueShape::group_pair,
          [](const IndexInput& in, const Parameters& p) {
            return surroundings_for(in, p).exposure;
          },
          "Spatial exposure and isolation, P~",
          "mP~n = sum_i (t_im/T_m) pi~_in; the diagonal is isolation",
          "[0, 1]; rows sum to 1"),
      proximity,
      {"distortion_coefficient",
       IndexKind::local,
       ValueShape::zone,
       IndexNeeds{.points = true},
       {{"normalised",
         ParameterType::flag,
         "true",
         "",
         "whether divided by the value at the smallest group's corner of a "
         "city whose groups live entirely apart"}},
       {},
       [](const IndexInput& in, const Parameters& p) {
         return distortion_coefficients(
             *in.people, *in.geometry, p.flag("normalised"));
       },
       "Distortion coefficient",
       "integral over the share u of the city's people reached from the zone "
       "of the largest divergence sum_k q_k ln(q_k/P_k) still to come, zones "
       "added by distance",
       "[0, 1] when normalised",
       "empty zones",
       "Olteanu, Randon-Furling and Clark 2019, PNAS 116, 12250-12254",
       "O(n^2 log n) time, O(n) memory",
       "PySAL sums the divergences over zones, without normalisation, ties "
       "broken at random"},
  };
}

}  // namespace mingle
