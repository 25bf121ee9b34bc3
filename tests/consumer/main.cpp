#include <ec2plan/ec2plan.hpp>
#include <iostream>

int main() {
  using namespace ec2plan;
  Catalog const catalog = load_catalog();
  Answer const answer = ec2plan::answer(
      catalog, {.job = {.model = "175B", .tokens = 300e9 * token}, .goal = {.deadline = 30 * day}});
  Plan const& plan = answer.result.candidates.front();
  std::cout << plan.instances << " x " << plan.type.name << ": " << plan.run.duration.likely / day
            << " days, $" << plan.cost.likely / dollar << "\n";
}
