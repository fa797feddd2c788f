// What a fault is: the names by which a test tells the interposed library what to do, in the environment of a process.
#pragma once

namespace sluss::faults {

/// Only calls on files and folders below this one count. Standard output and error never do.
constexpr auto folder_variable = "SLUSS_FAULT_FOLDER";
/// What happens; without it calls are only counted. One of the names in `interpose.cpp`.
constexpr auto fault_variable = "SLUSS_FAULT";
/// At which call, beginning with 1.
constexpr auto at_variable = "SLUSS_FAULT_AT";
/// Calls count only while this file stands. Without it: always.
constexpr auto while_variable = "SLUSS_FAULT_WHILE";
/// A file that gets a line for each call, with its name and what it is done to.
constexpr auto calls_variable = "SLUSS_FAULT_CALLS";

}  // namespace sluss::faults
