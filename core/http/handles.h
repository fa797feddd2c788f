// The handles of libcurl, each with its end.
#pragma once

#include <curl/curl.h>
#include <memory>

namespace sluss::http {

struct EasyEnd {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiEnd {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ShareEnd {
  void operator()(CURLSH* share) const { curl_share_cleanup(share); }
};
struct ListEnd {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Easy = std::unique_ptr<CURL, EasyEnd>;
using Multi = std::unique_ptr<CURLM, MultiEnd>;
using Share = std::unique_ptr<CURLSH, ShareEnd>;
using List = std::unique_ptr<curl_slist, ListEnd>;

}  // namespace sluss::http
