#include "document/plan_json.hpp"

namespace ec2plan::documents {

Json plan_json(Plan const& plan, PlanContext const& context) {
  Json json = Json::object();
  for (PlanField const& field : plan_fields()) {
    auto const dot = field.path.find('.');
    Json& part = json[std::string(field.path.substr(0, dot))];
    if (field.known != nullptr && !field.known(plan)) continue;  // null as a whole
    if (dot == std::string_view::npos)
      part = value_of(field.value(plan, context));
    else
      part[std::string(field.path.substr(dot + 1))] = value_of(field.value(plan, context));
  }
  return json;
}

}  // namespace ec2plan::documents
