// What a program that finds ec2plan installed may write: the public headers alone, the engine
// alone.
#include <ec2plan/model/parameters.hpp>
#include <ec2plan/model/shape.hpp>
#include <ec2plan/units/quantity.hpp>

int main() {
  auto const model = ec2plan::shape_by_rule(7e9);
  double const parameters = ec2plan::parameters(model).total();
  auto const run = 8.0 * 300e9 * 175e9 * ec2plan::flop;
  auto const rate = 1024 * 140 * ec2plan::tera * ec2plan::flop / ec2plan::second;
  double const days = run / rate / ec2plan::day;
  return parameters > 5e9 && parameters < 9e9 && days > 33.8 && days < 34.0 ? 0 : 1;
}
