// SPDX-FileCopyrightText: The mingle authors
// SPDX-License-Identifier: Apache-2.0
#include "h5_handle.h"

#include <limits>
#include <numeric>
#include <set>

#include <hdf5_hl.h>

#include <mingle/engine/error.h>
#include <mingle/output/read_results.h>

namespace mingle {
namespace {

/// The library's own attributes that tie datasets to their scales.
const std::set<std::string>& library_attributes() {
  static const std::set<std::string> names{
      "CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"};
  return names;
}

[[noreturn]] void refuse(const std::string& file,
                         const std::string& problem,
                         const std::string& hint) {
  DataPlace place;
  place.file = file;
  throw DataError{place, problem, hint};
}

std::size_t elements_of(hid_t space) {
  const hssize_t count = H5Sget_simple_extent_npoints(space);
  return count < 0 ? 0 : static_cast<std::size_t>(count);
}

std::string type_name(hid_t type) {
  const std::size_t bits = 8 * H5Tget_size(type);
  switch (H5Tget_class(type)) {
    case H5T_INTEGER:
      return (H5Tget_sign(type) == H5T_SGN_NONE ? "uint" : "int") +
             std::to_string(bits);
    case H5T_FLOAT:
      return "float" + std::to_string(bits);
    case H5T_STRING:
      return "string";
    default:
      return "other";
  }
}

H5Handle text_type() {
  H5Handle type{H5Tcopy(H5T_C_S1), H5Tclose};
  H5Tset_size(type.id(), H5T_VARIABLE);
  H5Tset_cset(type.id(), H5T_CSET_UTF8);
  return type;
}

/// Reads strings of either kind by `read(memory type, buffer)`.
template <class Read>
std::vector<std::string> strings_of(hid_t type,
                                    hid_t space,
                                    std::size_t count,
                                    const Read& read) {
  std::vector<std::string> result(count);
  if (H5Tis_variable_str(type) > 0) {
    std::vector<char*> texts(count, nullptr);
    const H5Handle memory = text_type();
    if (read(memory.id(), texts.data()) < 0) return {};
    for (std::size_t i = 0; i < count; ++i) {
      if (texts[i] != nullptr) result[i] = texts[i];
    }
    H5Dvlen_reclaim(memory.id(), space, H5P_DEFAULT, texts.data());
    return result;
  }
  const std::size_t size = H5Tget_size(type);
  std::vector<char> bytes(size * count);
  if (read(type, bytes.data()) < 0) return {};
  for (std::size_t i = 0; i < count; ++i) {
    result[i].assign(bytes.data() + i * size, size);
    result[i].resize(std::char_traits<char>::length(result[i].c_str()));
  }
  return result;
}

template <class Number>
std::string number_list(const std::vector<Number>& values) {
  std::string text;
  for (const Number value : values) {
    if (!text.empty()) text += ",";
    text += std::to_string(value);
  }
  return text;
}

std::string attribute_text(hid_t attribute) {
  const H5Handle type{H5Aget_type(attribute), H5Tclose};
  const H5Handle space{H5Aget_space(attribute), H5Sclose};
  const std::size_t count = elements_of(space.id());
  switch (H5Tget_class(type.id())) {
    case H5T_STRING: {
      std::string text;
      const auto read = [&](hid_t memory, void* out) {
        return H5Aread(attribute, memory, out);
      };
      for (const auto& part : strings_of(type.id(), space.id(), count, read)) {
        if (!text.empty()) text += ",";
        text += part;
      }
      return text;
    }
    case H5T_INTEGER: {
      if (H5Tget_sign(type.id()) == H5T_SGN_NONE) {
        std::vector<std::uint64_t> values(count);
        H5Aread(attribute, H5T_NATIVE_UINT64, values.data());
        return number_list(values);
      }
      std::vector<std::int64_t> values(count);
      H5Aread(attribute, H5T_NATIVE_INT64, values.data());
      return number_list(values);
    }
    case H5T_FLOAT: {
      std::vector<double> values(count);
      H5Aread(attribute, H5T_NATIVE_DOUBLE, values.data());
      return number_list(values);
    }
    default:
      return "";
  }
}

std::string text_of(hid_t object, const char* name) {
  if (H5Aexists(object, name) <= 0) return "";
  const H5Handle attribute{H5Aopen(object, name, H5P_DEFAULT), H5Aclose};
  return attribute.is_open() ? attribute_text(attribute.id()) : "";
}

herr_t note_scale(hid_t, unsigned, hid_t scale, void* out) {
  char name[1024] = "";
  H5Iget_name(scale, name, sizeof name);
  const std::string path = name;
  *static_cast<std::string*>(out) = path.substr(path.rfind('/') + 1);
  return 1;
}

DatasetInfo info_of(hid_t dataset, const std::string& path) {
  DatasetInfo info;
  info.path = path;
  const H5Handle type{H5Dget_type(dataset), H5Tclose};
  const H5Handle space{H5Dget_space(dataset), H5Sclose};
  info.type = type_name(type.id());
  const int rank = H5Sget_simple_extent_ndims(space.id());
  std::vector<hsize_t> shape(static_cast<std::size_t>(rank < 0 ? 0 : rank));
  H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr);
  info.shape.assign(shape.begin(), shape.end());
  info.dims.resize(shape.size());
  if (H5DSis_scale(dataset) > 0) {
    if (!info.dims.empty()) info.dims[0] = path.substr(path.rfind('/') + 1);
  } else {
    for (std::size_t i = 0; i < shape.size(); ++i) {
      H5DSiterate_scales(dataset,
                         static_cast<unsigned>(i),
                         nullptr,
                         note_scale,
                         &info.dims[i]);
    }
  }
  info.units = text_of(dataset, "units");
  info.long_name = text_of(dataset, "long_name");
  return info;
}

herr_t note_dataset(hid_t,
                    const char* name,
                    const H5O_info_t* info,
                    void* out) {
  if (info->type == H5O_TYPE_DATASET) {
    static_cast<std::vector<std::string>*>(out)->push_back(
        std::string{"/"}.append(name));
  }
  return 0;
}

}  // namespace

class ResultFile::File {
 public:
  explicit File(const std::filesystem::path& path);

  hid_t id() const { return file_.id(); }
  const std::string& name() const { return name_; }
  H5Handle open(const std::string& path) const;
  [[noreturn]] void unreadable(const std::string& path) const {
    refuse(name_,
           "dataset '" + path + "' cannot be read",
           "the file is damaged; copy it again or repeat the run");
  }

 private:
  H5Silence silence_;
  std::string name_;
  H5Handle file_;
};

ResultFile::File::File(const std::filesystem::path& path)
    : name_{path.string()} {
  if (!std::filesystem::exists(path)) {
    refuse(name_, "no such file", "check the path");
  }
  if (std::filesystem::is_directory(path)) {
    refuse(name_, "is a folder, not a file", "name the run.h5 inside it");
  }
  if (H5Fis_hdf5(name_.c_str()) <= 0) {
    refuse(name_,
           "is not an HDF5 file",
           "name a file that mingle wrote, such as run.h5");
  }
  file_ =
      H5Handle{H5Fopen(name_.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose};
  if (!file_.is_open()) {
    refuse(name_,
           "cannot be opened: it is cut short or still being written",
           "copy it again, or repeat the run");
  }
}

H5Handle ResultFile::File::open(const std::string& path) const {
  H5Handle dataset{H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), H5Dclose};
  if (!dataset.is_open()) {
    refuse(name_,
           "has no dataset '" + path + "'",
           "mingle inspect lists the datasets");
  }
  return dataset;
}

ResultFile::ResultFile(const std::filesystem::path& file)
    : file_{std::make_unique<File>(file)} {}
ResultFile::~ResultFile() = default;
ResultFile::ResultFile(ResultFile&&) noexcept = default;
ResultFile& ResultFile::operator=(ResultFile&&) noexcept = default;

std::vector<AttributeInfo> ResultFile::attributes() const {
  std::vector<AttributeInfo> result;
  const H5Handle root{H5Oopen(file_->id(), "/", H5P_DEFAULT), H5Oclose};
  const auto note =
      [](hid_t at, const char* name, const H5A_info_t*, void* out) {
        if (library_attributes().count(name) == 0) {
          static_cast<std::vector<AttributeInfo>*>(out)->push_back(
              {name, text_of(at, name)});
        }
        return herr_t{0};
      };
  if (H5Aiterate2(
          root.id(), H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, note, &result) <
      0) {
    result.clear();
    H5Aiterate2(root.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, note, &result);
  }
  return result;
}

std::string ResultFile::attribute(const std::string& name) const {
  const H5Handle root{H5Oopen(file_->id(), "/", H5P_DEFAULT), H5Oclose};
  return text_of(root.id(), name.c_str());
}

std::vector<DatasetInfo> ResultFile::datasets() const {
  std::vector<std::string> paths;
  if (H5Ovisit2(file_->id(),
                H5_INDEX_CRT_ORDER,
                H5_ITER_INC,
                note_dataset,
                &paths,
                H5O_INFO_BASIC) < 0) {
    paths.clear();
    H5Ovisit2(file_->id(),
              H5_INDEX_NAME,
              H5_ITER_INC,
              note_dataset,
              &paths,
              H5O_INFO_BASIC);
  }
  std::vector<DatasetInfo> result;
  for (const std::string& path : paths) result.push_back(info(path));
  return result;
}

bool ResultFile::has(const std::string& path) const {
  std::size_t end = 0;
  while (end != std::string::npos) {
    end = path.find('/', end + 1);
    const std::string part = path.substr(0, end);
    if (H5Lexists(file_->id(), part.c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return true;
}

DatasetInfo ResultFile::info(const std::string& path) const {
  return info_of(file_->open(path).id(), path);
}

DatasetValues ResultFile::read(const std::string& path) const {
  const std::string type = info(path).type;
  if (type == "string") return read_strings(path);
  if (type.starts_with("float")) return read_numbers(path);
  return read_integers(path);
}

std::vector<double> ResultFile::read_numbers(const std::string& path) const {
  const H5Handle dataset = file_->open(path);
  const H5Handle space{H5Dget_space(dataset.id()), H5Sclose};
  std::vector<double> values(elements_of(space.id()));
  if (H5Dread(dataset.id(),
              H5T_NATIVE_DOUBLE,
              H5S_ALL,
              H5S_ALL,
              H5P_DEFAULT,
              values.data()) < 0) {
    file_->unreadable(path);
  }
  if (H5Aexists(dataset.id(), "_FillValue") <= 0) return values;
  const H5Handle fill{H5Aopen(dataset.id(), "_FillValue", H5P_DEFAULT),
                      H5Aclose};
  double missing = 0;
  H5Aread(fill.id(), H5T_NATIVE_DOUBLE, &missing);
  for (double& value : values) {
    if (value == missing) value = std::numeric_limits<double>::quiet_NaN();
  }
  return values;
}

std::vector<std::int64_t> ResultFile::read_integers(
    const std::string& path) const {
  const H5Handle dataset = file_->open(path);
  const H5Handle space{H5Dget_space(dataset.id()), H5Sclose};
  std::vector<std::int64_t> values(elements_of(space.id()));
  if (H5Dread(dataset.id(),
              H5T_NATIVE_INT64,
              H5S_ALL,
              H5S_ALL,
              H5P_DEFAULT,
              values.data()) < 0) {
    file_->unreadable(path);
  }
  return values;
}

std::vector<std::string> ResultFile::read_strings(
    const std::string& path) const {
  const H5Handle dataset = file_->open(path);
  const H5Handle type{H5Dget_type(dataset.id()), H5Tclose};
  const H5Handle space{H5Dget_space(dataset.id()), H5Sclose};
  if (H5Tget_class(type.id()) != H5T_STRING) file_->unreadable(path);
  const auto read = [&](hid_t memory, void* out) {
    return H5Dread(dataset.id(), memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, out);
  };
  return strings_of(type.id(), space.id(), elements_of(space.id()), read);
}

}  // namespace mingle
