// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "catalogue.h"

#include <mingle/engine/indices/decomposition.h>
#include <mingle/engine/indices/two_group.h>

namespace mingle {

namespace {

using Values = std::vector<double>;

Values change(const IndexInput& in, const Parameters& p) {
  ChangeMethod method = ChangeMethod::shapley;
  if (p.is("method", "karmel_maclachlan")) {
    method = ChangeMethod::karmel_maclachlan;
  } else if (p.is("method", "mora_ruiz_castillo")) {
    method = ChangeMethod::mora_ruiz_castillo;
  }
  const auto c = mutual_information_change(*in.before, *in.after, method);
  return {c.before,
          c.after,
          c.after - c.before,
          c.additions,
          c.removals,
          c.group_marginal,
          c.zone_marginal,
          c.interaction,
          c.structural};
}

Values nested_m(const IndexInput& in, const Parameters&) {
  return nested_mutual_information(*in.people, in.levels);
}

Values nested_h(const IndexInput& in, const Parameters&) {
  return nested_information_theory(*in.people, in.levels);
}

double compared(const Parameters& p, const TwoGroups& g) {
  if (p.is("index", "gini")) return gini(g);
  if (p.is("index", "information_theory")) return information_theory(g);
  if (p.is("index", "isolation")) return isolation(g, false);
  if (p.is("index", "mutual_information")) return mutual_information(g);
  return dissimilarity(g);
}

Values space_attribute(const IndexInput& in, const Parameters& p) {
  Counterfactual how = Counterfactual::composition;
  if (p.is("approach", "share")) how = Counterfactual::share;
  if (p.is("approach", "dual_composition")) {
    how = Counterfactual::dual_composition;
  }
  const auto s = shapley_space_attribute(
      *in.pair, *in.second_pair, how, [&](const TwoGroups& g) {
        return compared(p, g);
      });
  return {s.space,
          s.attributes,
          s.first,
          s.first_second_attributes,
          s.second_first_attributes,
          s.second};
}

const ParameterDefinition by{
    "by",
    ParameterType::text,
    "",
    "",
    "column of the lookup with the larger areas; several "
    "levels from the smallest: MSOA21CD/LAD22CD"};

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a table, one entry an index
std::vector<IndexDefinition> comparison_indices() {
  constexpr IndexNeeds parents{.parents = true};
  constexpr IndexNeeds second{.second = true};
  constexpr IndexNeeds pair_and_second{.pair = true, .second = true};
  constexpr auto shape = ValueShape::parts;
  const std::vector<std::string_view> nested_parts{
      "total", "between", "within"};
  return {
      {"mutual_information_nested",
       IndexKind::multigroup,
       shape,
       parents,
       {by},
       nested_parts,
       nested_m,
       "M between and within larger areas",
       "M = M of the larger areas + sum_p (T_p/T) M of zones inside p; several "
       "levels: of areas within areas, of zones within areas",
       "each >= 0",
       one_group,
       "Theil 1972; Mora and Ruiz-Castillo 2011, Sociological Methodology 41",
       "O(n groups)",
       ""},
      {"information_theory_nested",
       IndexKind::multigroup,
       shape,
       parents,
       {by},
       nested_parts,
       nested_h,
       "H between and within larger areas",
       "the parts of mutual_information_nested over the entropy of the whole",
       "each >= 0",
       one_group,
       "Theil 1972; Reardon, Yun and Eitle 2000, Demography 37",
       "O(n groups)",
       ""},
      {"mutual_information_change",
       IndexKind::comparison,
       shape,
       second,
       {{"method",
         ParameterType::choice,
         "shapley",
         "shapley|karmel_maclachlan|mora_ruiz_castillo",
         "how the change is shared among its causes"}},
       {"before",
        "after",
        "change",
        "additions",
        "removals",
        "group_marginal",
        "zone_marginal",
        "interaction",
        "structural"},
       change,
       "Change of M between two dates, by cause",
       "after - before = additions + removals + group_marginal + "
       "zone_marginal + interaction + structural; the table of one date is "
       "raked to the margins of the other, which keeps its odds ratios",
       "any",
       one_group,
       "Elbers 2021, Sociological Methods and Research; Karmel and Maclachlan "
       "1988; Mora and Ruiz-Castillo 2009",
       "O(n groups) a sweep; sweeps until margins agree to 1e-14",
       "R segregation's default precision (1e-3) moves the parts by 1e-4"},
      {"shapley_space_attribute",
       IndexKind::comparison,
       shape,
       pair_and_second,
       {{"index",
         ParameterType::choice,
         "dissimilarity",
         "dissimilarity|gini|information_theory|mutual_information|isolation",
         "the index compared"},
        {"approach",
         ParameterType::choice,
         "composition",
         "composition|share|dual_composition",
         "what of one city is put into the other's zones, by rank"}},
       {"space",
        "attributes",
        "first",
        "first_space_second_attributes",
        "second_space_first_attributes",
        "second"},
       space_attribute,
       "Difference between two cities due to space and to composition",
       "space = ((I11 - I21) + (I12 - I22))/2, attributes = ((I11 - I12) + "
       "(I21 - I22))/2, I_sa with the zones of city s and the composition of "
       "city a",
       "any; they add to first - second",
       absent_group,
       "Cortes, Rey, Knaap and Wolf 2020, Journal of Computational Social "
       "Science 3; Rey et al. 2021",
       "O(n log n)",
       ""},
  };
}

}  // namespace mingle
