// What a source may be besides: one that goes on from where it was, though nothing at the other end remembers that.
#pragma once

#include <string>

namespace sluss {

/// A source whose position the store keeps: a feed, a log, a list of changes. The ticket of each of its Reads says, in
/// words that only the source understands, how far has been read when that Read is stored. It is kept in the same
/// transaction as that, so that a store which is restored from a backup goes on from where it was then. The source
/// gives nothing after a Read that was not taken, until it begins anew from before it.
/// What it gives is a piece of history, in its order: of several records under one key each is a version after the
/// other, and the last one holds.
/// The engine finds it by a source's type: `class FeedSource : public Source, public Resumable`.
class Resumable {
 public:
  Resumable() = default;
  Resumable(const Resumable&) = delete;
  Resumable& operator=(const Resumable&) = delete;
  virtual ~Resumable();
  /// Called before `open` with the ticket of the last Read that was taken; empty when there was none.
  virtual void resume(const std::string& ticket) = 0;
};

}  // namespace sluss
