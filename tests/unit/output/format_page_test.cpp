// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// docs/formats/run-h5.md must list every dataset of a real file, and nothing
// else.
#include "fake_run.h"

#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/read_results.h>
#include <mingle/test_support/shared_data.h>
#include <mingle/test_support/temporary_folder.h>

namespace mingle::test {
namespace {

struct PageRow {
  std::string dims;
  std::string type;
  std::string unit;
};

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" `");
  const std::size_t last = text.find_last_not_of(" `");
  return first == text.npos ? "" : text.substr(first, last - first + 1);
}

/// Rows of the page's tables whose first cell is a path.
std::map<std::string, PageRow> page_rows() {
  std::ifstream page{source_folder() / "docs/formats/run-h5.md"};
  std::map<std::string, PageRow> rows;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| `/")) continue;
    std::vector<std::string> cells;
    std::size_t at = 1;
    for (std::size_t end = 0; (end = line.find('|', at)) != line.npos;) {
      cells.push_back(trimmed(line.substr(at, end - at)));
      at = end + 1;
    }
    EXPECT_EQ(cells.size(), 5U) << line;
    rows[cells.at(0)] = {cells.at(1), cells.at(2), cells.at(3)};
  }
  return rows;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += ", ";
    text += name;
  }
  return text;
}

class FormatPage : public testing::Test {
 protected:
  FormatPage() {
    Hdf5Recorder recorder{folder_.path() / "run.h5", run_.info()};
    run_.play(recorder);
  }

  /// Length a dimension must have for a dataset at `path`.
  std::size_t length(const ResultFile& file,
                     const std::string& path,
                     const std::string& dim) const {
    std::string scale = "/" + dim;
    if (dim == "round") scale = "/flows/round";
    if (dim == "time") {
      const bool every_tick =
          path.starts_with("/indices") || path.starts_with("/flows") ||
          path.starts_with("/levers") || path.starts_with("/authorities");
      const bool yearly = !every_tick;
      scale = yearly ? "/zones/time" : "/indices/time";
    }
    return file.info(scale).shape.front();
  }

  TemporaryFolder folder_;
  FakeRun run_;
};

TEST_F(FormatPage, ListsEveryDatasetWithItsDimensionsTypeAndUnit) {
  const ResultFile file{folder_.path() / "run.h5"};
  std::map<std::string, PageRow> rows = page_rows();
  for (const DatasetInfo& info : file.datasets()) {
    ASSERT_EQ(rows.count(info.path), 1U) << info.path << " is not on the page";
    const PageRow row = rows[info.path];
    EXPECT_EQ(joined(info.dims), row.dims) << info.path;
    EXPECT_EQ(info.type, row.type) << info.path;
    const std::string unit = row.unit == "days since START 00:00:00"
                                 ? "days since 2021-01-01 00:00:00"
                                 : row.unit;
    EXPECT_EQ(info.units, unit) << info.path;
    EXPECT_FALSE(info.long_name.empty()) << info.path;
    for (std::size_t i = 0; i < info.dims.size(); ++i) {
      EXPECT_EQ(info.shape[i], length(file, info.path, info.dims[i]))
          << info.path << " axis " << info.dims[i];
    }
    rows.erase(info.path);
  }
  for (const auto& [path, row] : rows) {
    ADD_FAILURE() << path << " is on the page but not in the file";
  }
}

TEST_F(FormatPage, NamesEveryAttribute) {
  std::ifstream stream{source_folder() / "docs/formats/run-h5.md"};
  const std::string page{std::istreambuf_iterator<char>{stream}, {}};
  const ResultFile file{folder_.path() / "run.h5"};
  EXPECT_EQ(file.attributes().front().name, "Conventions");
  for (const AttributeInfo& attribute : file.attributes()) {
    EXPECT_NE(page.find("`" + attribute.name + "`"), std::string::npos)
        << attribute.name;
  }
}

}  // namespace
}  // namespace mingle::test
