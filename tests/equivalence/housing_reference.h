// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <mingle/engine/housing/flows.h>
#include <mingle/engine/housing/state.h>
#include <mingle/engine/housing/world.h>
#include <mingle/engine/random.h>

namespace mingle::test {

/// Income in the middle of its band, pounds a year.
double banded_income(int hundreds);

/// The housing system, written for reading: serial, plain, slow. It is the
/// oracle that housing::Stepper is tested against. The two share addressed
/// draws and the order in which rows are used again, not code: households are
/// lists of members, counts and vacancies are taken from scratch whenever
/// they are needed.
class HousingReference {
 public:
  using Shares = std::array<double, 3>;  ///< owner, social, private

  /// @param openness  by persistent id of the reference person: share that
  ///                  is taken off alpha
  HousingReference(const housing::World& world,
                   std::uint64_t seed,
                   const housing::State& start,
                   const std::function<double(std::uint64_t)>& openness = {});

  /// One tick. @returns what happened.
  housing::Flows step();
  /// What is otherwise in a state of the stepper, or nothing.
  std::vector<std::string> differences(const housing::State& state) const;
  /// Shares weighed by the pull of sectors; they add up to 1.
  static Shares pulled(const Shares& shares, const Shares& pull);
  /// Class of age.
  static std::size_t aged(int years) { return years >= 55 ? 1 : 0; }

 private:
  struct Person {
    std::uint64_t id = 0;
    int born = 0;
    std::size_t group = 0;
    housing::Sex sex = housing::Sex::female;
    bool operator==(const Person&) const = default;
  };
  struct Household {
    std::uint64_t id = 0;
    std::size_t authority = 0;
    std::vector<Person> members;  ///< the reference person first
    int home = -1;                ///< row of its dwelling
    std::size_t group = 0;
    std::size_t bedrooms = 0;
    housing::Composition composition = housing::Composition::single_under_65;
    housing::SocialClass social_class = housing::SocialClass::intermediate;
    housing::NeedBand band = housing::NeedBand::none;
    int income = 0;
    int arrived = housing::never;
    int moved_in = 0;
    int registered = housing::never;
    int changed = housing::never;
    int local_since = 0;
    ZoneId kin;
    bool dispersed = false;
    bool medical = false;
    bool displaced = false;
    bool couple = false;
    bool busy = false;
    bool seeking = false;  ///< decided to move earlier, without success yet
    bool operator==(const Household&) const = default;
  };
  struct Home {
    std::uint64_t id = 0;
    CellId cell;
    int occupant = -1;
    int chain = 0;
    bool closed = false;
    bool to_demolish = false;
    bool fresh = false;
    bool operator==(const Home&) const = default;
  };
  enum class Why { move, form, migrate, arrive };
  struct Seeker {
    int household = -1;
    int parent = -1;  ///< for form
    std::uint64_t leaver = 0;
    bool splits = false;
    ZoneId origin;
    ZoneId kin;
    Why why = Why::move;
    housing::Sector sector = housing::Sector::owner;
    housing::Origin from = housing::Origin::formed;
    std::size_t group = 0;
    std::size_t bedrooms = 0;
    housing::SocialClass social_class = housing::SocialClass::intermediate;
    int income = 0;
    double patience = 1.0;
    double alpha_factor = 1.0;
    bool applied = false;
  };
  struct Event {
    enum class Kind { death, birth, leave, part, unite };
    Kind kind = Kind::death;
    int household = -1;
    std::uint64_t person = 0;
  };
  struct Single {
    std::uint64_t order = 0;
    std::uint64_t id = 0;
    int household = -1;
    bool taken = false;
  };
  /// A household that has found a home in another authority.
  struct Migrant {
    int household = -1;
    std::size_t to = 0;
    int home = -1;
    Tenure tenure = Tenure::private_rented;
  };
  /// Homes on offer in a round, by cell, in order of row.
  using Offers = std::map<CellId, std::vector<int>>;

  /// A zone with homes for a household, and their weights.
  struct Place {
    ZoneId zone;
    std::vector<std::pair<CellId, double>> cells;
    double all = 0;     ///< of the cells
    double weight = 0;  ///< with distance and, in exact choice, attraction
  };
  struct View {
    std::vector<Place> places;
    double total = 0;
    double kin = 0;  ///< what the zone of kin has on top
    std::size_t kin_place = 0;
  };
  struct Look {
    int home = -1;
    ZoneId zone;
    CellId cell;
  };

  // Draws and small questions.
  Draws draws(Purpose purpose,
              std::uint64_t subject,
              std::uint64_t block = 0) const;
  std::uint32_t lane_of(Purpose purpose, std::uint64_t id) const;
  static std::uint64_t threshold(double annual_rate);
  int age(const Person& person) const { return (tick_ - person.born) / 4; }
  std::size_t groups() const { return world_.base.groups.size(); }
  /// Cumulative shares of where the leavers of a group go; null: outside.
  const double* destinations(std::size_t from, std::size_t group) const;
  Tenure tenure_at(int home) const;
  std::size_t bedrooms_at(int home) const;
  ZoneId zone_at(int home) const;
  housing::Sector sector_at(int home) const;
  bool housed(int h) const { return households_[row(h)].home >= 0; }
  static std::size_t row(int h) { return static_cast<std::size_t>(h); }
  std::vector<double> residents(ZoneId zone) const;
  double price_of(CellId cell) const;

  // Changes.
  int new_household(std::uint64_t id, std::size_t authority);
  void free_household(int h);
  void refresh(Household& household);
  void set_reference(Household& household);
  Person take_out(Household& household, std::uint64_t person);
  void leave_home(int h, int chain);
  void enter(int h, int home, Tenure tenure);

  // Phases, in order.
  void begin();
  struct Census;
  void calibrate();
  struct Coming;
  struct Moves;
  void count(int h, Census& census) const;
  void count_people(int h, Census& census) const;
  Coming coming(const std::vector<Census>& censuses, std::size_t a) const;
  void hold(const std::vector<Census>& censuses,
            std::size_t authority,
            std::size_t group,
            Coming& come) const;
  Shares built_in(std::size_t authority) const;
  Moves moves_of(const Census& census, const Coming& come, std::size_t a) const;
  void balance(const std::vector<Census>& censuses, std::size_t authority);
  std::array<double, 6> table_rates() const;
  Shares mover_shares(housing::Sector from) const;
  Shares migrant_shares(housing::Sector from) const;
  Shares vacant_shares(std::size_t authority) const;
  void look_at_homes();
  bool in_reach(std::size_t authority,
                housing::Sector sector,
                const Seeker& seeker) const;
  void find_means(int home, std::size_t authority, Seeker& seeker) const;
  double event_rate(const Household& household) const;
  double pressure(const Household& household) const;
  double exits(const Household& household) const;
  void freeze();
  void set_prices();
  void people();
  std::vector<Event> decide_events() const;
  void decide_members(int h, std::vector<Event>& events) const;
  int home_of(std::uint64_t person) const;
  void die(const Event& event);
  void end_household(int h);
  int adopters(int h) const;
  void bear(const Event& event);
  void look_for_home(const Event& event);
  void unite(const std::vector<Event>& events);
  int partner_of(const std::vector<Single>& singles,
                 const Single& seeker) const;
  void move_together(int a, int b);
  void stock();
  void convert_homes();
  std::vector<double> vacancy_ratios() const;
  std::vector<std::array<double, 2>> planned_conversions() const;
  void migration();
  void leave_authority(int h);
  void index_templates();
  void scale_leaving();
  double leaving_weight(const Household& household) const;
  int pick_template(std::size_t type, Draws& draw) const;
  int admit(std::size_t type, std::uint64_t number, bool from_abroad);
  void arrive();
  void hold_to_targets();
  double abroad_share(std::size_t type) const;
  void mobility();
  housing::NeedBand band_of(const Household& household) const;
  double hazard(const Household& household) const;
  void apply_for_social(Household& household) const;
  void count_means(int home, Seeker& seeker) const;
  Seeker seeker_of(int h, Why why, housing::Sector sector) const;
  void allocate(int round);
  void move_between();
  void settle();
  void perceived();

  // Homes.
  Offers offers(std::size_t authority) const;
  housing::LettingRule rule_of(int home) const;
  double liking(const Seeker& s, CellId cell) const;
  double attraction(const Seeker& s, std::size_t authority, ZoneId zone) const;
  double mover_weight(const Seeker& s,
                      std::size_t authority,
                      ZoneId zone) const;
  void find_outlooks();
  View view_of(const Seeker& s,
               std::size_t authority,
               const Offers& offers) const;
  Look look(const View& view, const Offers& offers, Draws& draw) const;
  std::vector<int> choose(const Seeker& s,
                          std::size_t authority,
                          const Offers& offers,
                          int round,
                          std::size_t wanted) const;
  void priced(std::size_t authority,
              housing::Sector sector,
              const Offers& offers,
              int round);
  int seller_chooses(std::size_t authority,
                     int home,
                     const std::vector<std::size_t>& applicants,
                     int round);
  int landlord_chooses(int home,
                       std::size_t authority,
                       const std::vector<std::size_t>& applicants,
                       int round);
  void social(std::size_t authority, const Offers& offers, int round);
  using Homes = std::vector<int>;
  std::map<int, std::size_t> match_bids(std::size_t authority,
                                        const Offers& advertised,
                                        int round) const;
  void offer_directly(std::size_t authority, const Homes& homes, int round);
  bool can_claim(const Seeker& s) const;
  void find_least_needs(std::size_t authority);
  bool within_caps(const Seeker& s, int home) const;
  std::array<std::uint64_t, 3> claim(const Seeker& s,
                                     housing::LettingRule rule) const;
  void let(std::size_t authority,
           std::size_t i,
           int home,
           housing::LettingRule rule,
           int round);
  void place(std::size_t authority, std::size_t i, int home, int round);
  void count_chain(std::size_t moves);
  void count_found(const Seeker& s, housing::Sector sector, int age);

  const housing::World& world_;
  std::uint64_t seed_;
  std::function<double(std::uint64_t)> openness_;
  std::uint64_t replicate_;
  int tick_;
  std::vector<Household> households_;
  std::vector<int> free_;
  std::vector<Home> homes_;
  std::vector<double> log_prices_;
  std::vector<double> fairness_;
  std::vector<double> pressure_;
  std::vector<int> applicants_;
  std::vector<int> lettings_;
  std::vector<double> capacity_;
  std::vector<double> hazard_scale_;     ///< authority x class
  std::vector<double> sector_pull_;      ///< authority x sector x age
  std::vector<double> vacant_at_start_;  ///< the same
  std::vector<std::vector<int>> templates_;
  std::vector<double> leaving_scale_;  ///< by authority and group
  housing::Flows flows_;
  // Of a tick.
  std::vector<int> vacant_before_;
  std::vector<std::array<Shares, 2>> pull_;  ///< by authority and age
  std::vector<double> vacancy_pull_;         ///< by authority
  /// By authority: sector, bedrooms and price of each vacant home.
  struct Priced {
    housing::Sector sector;
    std::size_t bedrooms;
    double price;
  };
  std::vector<std::vector<Priced>> on_offer_;
  /// Of a round, by authority and size of a social home.
  std::vector<std::array<std::size_t, 4>> least_need_;
  std::vector<std::vector<Seeker>> seekers_;  ///< by authority
  std::vector<Migrant> migrants_;             ///< of a round
  std::vector<std::vector<int>> registered_;  ///< authority x group
  std::vector<std::vector<double>> shares_;   ///< zone x group, perceived
  std::vector<std::vector<double>> class_shares_;
  std::vector<double> rented_;
  std::vector<double> homes_there_;         ///< households by zone
  std::vector<std::vector<double>> lets_;   ///< authority x group
  std::vector<std::vector<double>> waits_;  ///< the same
};

}  // namespace mingle::test
