// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
//
// Writes the results of an invented run for the programs that read them:
//   output_sample FOLDER [side authorities groups replicates ticks]
#include "fake_run.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <mingle/engine/error.h>
#include <mingle/output/hdf5_recorder.h>
#include <mingle/output/map_writer.h>

int main(int argc, char** argv) {
  const auto number = [&](int i, std::size_t fallback) {
    return argc > i ? static_cast<std::size_t>(std::atoi(argv[i])) : fallback;
  };
  if (argc < 2) return 2;
  mingle::test::FakeRun::Size size;
  size.side = number(2, size.side);
  size.authorities = number(3, size.authorities);
  size.groups = number(4, size.groups);
  size.replicates = static_cast<int>(number(5, 2));
  size.ticks = static_cast<int>(number(6, 8));
  const mingle::test::FakeRun run{size};
  const std::filesystem::path folder = argv[1];
  try {
    std::filesystem::create_directories(folder);
    mingle::Hdf5Recorder recorder{folder / "run.h5", run.info()};
    mingle::MapWriter map{folder, run.info(), run.layer()};
    mingle::Observer* const observers[] = {&recorder, &map};
    run.play(observers);
  } catch (const mingle::Error& error) {
    std::fprintf(stderr, "output_sample: %s\n", error.what());
    return 1;
  }
  return 0;
}
