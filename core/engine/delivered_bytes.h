// The bytes of a delivery, for those who keep a copy of them.
#pragma once

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "config/configuration.h"
#include "plugin/sink.h"
#include "store/store.h"

namespace sluss::engine {

struct DeliveredBytes {
  enum class From {
    target,  ///< they lie there
    remade,  ///< made again of the document as it was issued: the same message always gives the same bytes
    nobody,  ///< neither: the connection is gone, or the document is damaged or purged and was fetched
  };
  From from = From::nobody;
  std::vector<Document> documents;
};

[[nodiscard]] const char* name_of(DeliveredBytes::From from);

/// Asks each target once it is needed, and closes it at the end. Changes nothing.
class DeliveredDocuments {
 public:
  DeliveredDocuments(const config::Configuration& configuration, std::stop_token stop)
      : configuration_(configuration), stop_(std::move(stop)) {}
  ~DeliveredDocuments();
  DeliveredDocuments(const DeliveredDocuments&) = delete;
  DeliveredDocuments& operator=(const DeliveredDocuments&) = delete;

  [[nodiscard]] DeliveredBytes of(const store::Delivery& delivery, const store::StoredMessage& document);

 private:
  [[nodiscard]] Sink* sink_of(const config::Outlet& outlet);

  const config::Configuration& configuration_;
  std::stop_token stop_;
  std::map<std::string, std::unique_ptr<Sink>> sinks_;  ///< null: it could not be opened
};

}  // namespace sluss::engine
