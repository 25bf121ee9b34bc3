#pragma once

/// The whole engine: pure, without dependencies. For example:
///
///     using namespace ec2plan;
///     Setup setup{.job = {.model = shape_by_rule(7e9), .tokens = 1e12 * token,
///                         .sequence_length = 4096, .global_batch = 1024},
///                 .type = my_instance_type};
///     setup.device = device_of(setup.type, setup.job.precision);
///     setup.accelerator = {.gemm_efficiency = 0.7, ...};  // or setup_of(load_catalog(), ...)
///     for (Found const& found : search(setup, {.max_instances = 64}).best)
///       std::cout << found.instances << " instances: "
///                 << run(setup, found.layout, found.estimate, found.instances)
///                            .duration.likely / day << " days\n";

#include "ec2plan/estimate/estimate.hpp"
#include "ec2plan/estimate/run.hpp"
#include "ec2plan/hardware/device.hpp"
#include "ec2plan/model/flops.hpp"
#include "ec2plan/model/parameters.hpp"
#include "ec2plan/model/shape.hpp"
#include "ec2plan/pricing/price.hpp"
#include "ec2plan/search/plan.hpp"
#include "ec2plan/search/search.hpp"
