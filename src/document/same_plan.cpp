#include "ec2plan/document/verdict.hpp"

namespace ec2plan {

bool bought_alike(Plan const& a, Plan const& b) {
  return a.price.region == b.price.region && a.price.purchase == b.price.purchase;
}

bool same_offer(Plan const& a, Plan const& b) {
  return a.type.name == b.type.name && bought_alike(a, b);
}

bool same_offer(SavedPlan const& a, SavedPlan const& b) {
  return a.instance_type == b.instance_type && a.region == b.region && a.purchase == b.purchase;
}

bool same_but_for_layout(Plan const& a, Plan const& b) {
  return same_offer(a, b) && a.instances == b.instances;
}

bool same_plan(Plan const& a, Plan const& b) {
  Layout layout = a.layout;
  layout.global_batch = b.layout.global_batch;  // what the job says, or nothing
  return same_but_for_layout(a, b) && a.job.global_batch == b.job.global_batch &&
         layout == b.layout;
}

}  // namespace ec2plan
