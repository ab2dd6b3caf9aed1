// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace mingle::contact {

/// Working space for blocks that run at the same time: as many as there are
/// threads, each used by one block after another. What blocks add up in them
/// must be whole numbers, so that the total is the same whoever adds what.
template <class T>
class Workspaces {
 public:
  /// A space for the time of a block.
  class Lease {
   public:
    explicit Lease(Workspaces& from) : from_{from}, space_{from.take()} {}
    ~Lease() { from_.give(space_); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    T& operator*() const { return *space_; }

   private:
    Workspaces& from_;
    T* space_;
  };

  /// @param make  makes an empty space
  template <class Make>
  explicit Workspaces(const Make& make) : make_{make} {}

  template <class F>
  void for_each(F&& use) {
    for (const auto& space : all_) use(*space);
  }

 private:
  T* take() {
    const std::lock_guard lock{mutex_};
    if (free_.empty()) {
      all_.push_back(std::make_unique<T>(make_()));
      free_.push_back(all_.back().get());
    }
    T* space = free_.back();
    free_.pop_back();
    return space;
  }
  void give(T* space) {
    const std::lock_guard lock{mutex_};
    free_.push_back(space);
  }

  std::function<T()> make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> all_;
  std::vector<T*> free_;
};

}  // namespace mingle::contact
