// Takes in what others push: single messages, each acknowledged only after it is committed.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "engine/pipeline_run.h"

namespace sluss::engine {

/// What the one who runs the intake hears of. Called by the intake's thread.
struct IntakeListener {
  std::function<void()> committed;  ///< something was stored: it may have deliveries
  std::function<void(const std::string&)>
      in_trouble;                     ///< the store or the source does not work; told once, until it does
  observe::Tracer* tracer = nullptr;  ///< takes the traces of what comes; null: nobody
};

/// Opens the inlet's source and takes in what comes, until a stop is asked for. What waits together is committed
/// together, and each sender is answered after that: taken; refused, where it cannot be read at all or its name came
/// before with other content; left, where the store could not take it. The same name with the same content was taken
/// before. What breaks a step is refused. After an intake that never came to its end, each is committed alone and its
/// attempt before it, until a thousand in a row broke nothing: what was begun too often without an end is refused
/// (attempt.h). Its messages go through the pipeline's steps at once; what those collect is made by the pipeline's
/// runs. An error means that the source could not be opened.
[[nodiscard]] Result<void> take_in(const Surroundings& surroundings, const config::Pipeline& pipeline,
                                   const config::Inlet& inlet, const IntakeListener& listener,
                                   const std::stop_token& stop);

}  // namespace sluss::engine
