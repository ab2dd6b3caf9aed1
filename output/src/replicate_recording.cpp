// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "part_file.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <type_traits>

#include <mingle/geo/sha256.h>
#include <mingle/output/replicate_recording.h>

namespace mingle {
namespace {

constexpr std::string_view magic = "mingle replicate 1\n";
constexpr std::size_t hash_length = 64;

/// Appends numbers and lists of them to a text, as they lie in memory: the
/// files are read by the machine that wrote them.
class Packer {
 public:
  std::string bytes;

  template <class T>
  requires(std::is_trivially_copyable_v<T>) void operator()(const T& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <class T>
  void operator()(const std::vector<T>& items) {
    (*this)(items.size());
    if constexpr (std::is_trivially_copyable_v<T>) {
      bytes.append(reinterpret_cast<const char*>(items.data()),
                   items.size() * sizeof(T));
    } else {
      for (const T& item : items) (*this)(item);
    }
  }
  void operator()(const ZoneCounts& counts) {
    (*this)(counts.columns());
    (*this)(std::vector<std::int32_t>(counts.values().begin(),
                                      counts.values().end()));
  }
};

/// The reverse. A text that ends early leaves `failed`.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_{bytes} {}
  bool failed = false;
  bool at_end() const { return bytes_.empty(); }

  template <class T>
  requires(std::is_trivially_copyable_v<T>) void operator()(T& value) {
    take(&value, 1);
  }
  template <class T>
  void operator()(std::vector<T>& items) {
    std::size_t size = 0;
    (*this)(size);
    if (size > bytes_.size()) failed = true;
    if (failed) return;
    items.resize(size);
    if constexpr (std::is_trivially_copyable_v<T>) {
      take(items.data(), size);
    } else {
      for (T& item : items) (*this)(item);
    }
  }
  void operator()(ZoneCounts& counts) {
    std::size_t columns = 0;
    std::vector<std::int32_t> values;
    (*this)(columns);
    (*this)(values);
    if (failed || columns == 0) return;
    counts = ZoneCounts{values.size() / columns, columns};
    std::copy(values.begin(), values.end(), counts.values().begin());
  }

 private:
  template <class T>
  void take(T* to, std::size_t count) {
    const std::size_t size = count * sizeof(T);
    if (size > bytes_.size()) failed = true;
    if (failed || size == 0) return;
    std::memcpy(to, bytes_.data(), size);
    bytes_.remove_prefix(size);
  }

  std::string_view bytes_;
};

ZoneCounts copy_of(const ZoneCounts* counts) {
  return counts == nullptr ? ZoneCounts{} : *counts;
}

const ZoneCounts* pointer_to(const ZoneCounts& counts) {
  return counts.columns() == 0 ? nullptr : &counts;
}

}  // namespace

void ReplicateRecording::begin(const RunShape&) {
  moments_.clear();
}

void ReplicateRecording::record(const Frame& frame) {
  Moment moment;
  moment.replicate = frame.replicate;
  moment.tick = frame.tick;
  moment.date = frame.date;
  moment.zones_due = frame.zones_due;
  if (frame.zones_due) {
    moment.residents = copy_of(frame.residents);
    moment.households = copy_of(frame.households);
    moment.tenure = copy_of(frame.tenure);
  }
  moment.indices.assign(frame.indices.begin(), frame.indices.end());
  moment.authority_indices.assign(frame.authority_indices.begin(),
                                  frame.authority_indices.end());
  moment.flows.assign(frame.flows.begin(), frame.flows.end());
  moment.tables.assign(frame.tables.begin(), frame.tables.end());
  moments_.push_back(std::move(moment));
}

void ReplicateRecording::replay(std::span<Observer* const> observers) const {
  for (const Moment& moment : moments_) {
    Frame frame;
    frame.replicate = moment.replicate;
    frame.tick = moment.tick;
    frame.date = moment.date;
    frame.zones_due = moment.zones_due;
    frame.residents = pointer_to(moment.residents);
    frame.households = pointer_to(moment.households);
    frame.tenure = pointer_to(moment.tenure);
    frame.indices = moment.indices;
    frame.authority_indices = moment.authority_indices;
    frame.flows = moment.flows;
    frame.tables = moment.tables;
    for (Observer* observer : observers) observer->record(frame);
  }
}

template <class Stream>
void ReplicateRecording::transfer(Stream& stream, Moment& moment) {
  stream(moment.replicate);
  stream(moment.tick);
  stream(moment.date);
  stream(moment.zones_due);
  stream(moment.residents);
  stream(moment.households);
  stream(moment.tenure);
  stream(moment.indices);
  stream(moment.authority_indices);
  stream(moment.flows);
  stream(moment.tables);
}

void ReplicateRecording::save(const std::filesystem::path& file,
                              const std::string& key) const {
  Packer pack;
  pack(std::vector<char>(key.begin(), key.end()));
  pack(moments_.size());
  for (Moment moment : moments_) transfer(pack, moment);
  std::string text{magic};
  text += sha256_of_text(pack.bytes);
  text += pack.bytes;
  write_text_file(file, text);
}

bool ReplicateRecording::load(const std::filesystem::path& file,
                              const std::string& key) {
  std::ifstream stream{file, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  const std::size_t head = magic.size() + hash_length;
  if (text.size() < head || !text.starts_with(magic)) return false;
  const std::string_view bytes = std::string_view{text}.substr(head);
  if (text.compare(magic.size(), hash_length, sha256_of_text(bytes)) != 0) {
    return false;
  }
  Unpacker unpack{bytes};
  std::vector<char> found;
  unpack(found);
  if (unpack.failed || key != std::string(found.begin(), found.end())) {
    return false;
  }
  std::size_t count = 0;
  unpack(count);
  moments_.clear();
  while (moments_.size() < count && !unpack.failed) {
    transfer(unpack, moments_.emplace_back());
  }
  return !unpack.failed && unpack.at_end();
}

}  // namespace mingle
