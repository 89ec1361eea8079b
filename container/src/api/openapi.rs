//! `GET /openapi.json`: OpenAPI 3.1, made from what the contract declares.

use std::sync::OnceLock;

use axum::response::{IntoResponse, Response};
use contract::{SCHEMA, VERSION, call::DECLARED, problem::Code};
use mf_abi::call::Declared;
use serde_json::{Map, Value, json};
use utoipa::openapi::{
    ContentBuilder, HttpMethod, InfoBuilder, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, ResponseBuilder,
    Schema,
    path::{OperationBuilder, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    schema::{ObjectBuilder, Type},
};

use super::{Json, Result};

/// The document. It never changes while the process runs.
pub async fn document() -> Result<Response> {
    static DOCUMENT: OnceLock<Value> = OnceLock::new();
    let document = match DOCUMENT.get() {
        Some(document) => document,
        None => {
            let made = make()?;
            DOCUMENT.get_or_init(|| made)
        }
    };
    Ok(Json(document).into_response())
}

fn make() -> Result<Value> {
    let mut paths = PathsBuilder::new();
    for call in DECLARED {
        paths = paths.path(call.path, PathItem::new(method(call.method), operation(call)));
    }
    let info = InfoBuilder::new()
        .title("Nursing exam platform")
        .version(VERSION)
        .description(Some("Every error is a problem document (RFC 9457); the last segment of its type is the code."))
        .build();
    let mut document = serde_json::to_value(OpenApiBuilder::new().info(info).paths(paths).build())?;
    if let Some(document) = document.as_object_mut() {
        document.insert("components".into(), json!({ "schemas": schemas()? }));
    }
    Ok(document)
}

fn method(name: &str) -> HttpMethod {
    match name {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn operation(call: &Declared) -> utoipa::openapi::path::Operation {
    let mut operation = OperationBuilder::new().summary(Some(call.about.trim()));
    for name in call.path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')) {
        operation = operation.parameter(
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .schema(Some(RefOr::T(Schema::Object(ObjectBuilder::new().schema_type(Type::String).build())))),
        );
    }
    if let Some(body) = call.body {
        let content = ContentBuilder::new().schema(Some(reference(body))).build();
        operation = operation.request_body(Some(
            RequestBodyBuilder::new().content("application/json", content).required(Some(Required::True)).build(),
        ));
    }
    for status in call.statuses {
        let mut response = ResponseBuilder::new().description(if *status == 201 { "Made" } else { "Done" });
        if let Some(answer) = call.answer {
            response = response.content("application/json", ContentBuilder::new().schema(Some(reference(answer))).build());
        }
        operation = operation.response(status.to_string(), response.build());
    }
    let problems: Vec<Code> = call.problems.iter().filter_map(|name| Code::named(name)).collect();
    for (at, problem) in problems.iter().enumerate() {
        let same: Vec<&Code> = problems.iter().filter(|other| other.status() == problem.status()).collect();
        if problems[..at].iter().any(|other| other.status() == problem.status()) {
            continue;
        }
        let titles: Vec<String> = same.iter().map(|code| format!("{}: `{}`", code.title(), code.name())).collect();
        let content = ContentBuilder::new().schema(Some(reference("Problem"))).build();
        let response = ResponseBuilder::new().description(titles.join("; ")).content(crate::http::problem::MEDIA_TYPE, content);
        operation = operation.response(problem.status().to_string(), response.build());
    }
    operation.build()
}

fn reference(name: &str) -> RefOr<Schema> {
    RefOr::Ref(Ref::new(format!("#/components/schemas/{name}")))
}

/// The contract's schemas with their references pointing into this document.
fn schemas() -> Result<Value> {
    let contract: Value = serde_json::from_str(SCHEMA)?;
    let mut types = contract.get("types").cloned().unwrap_or_else(|| Value::Object(Map::new()));
    relocate(&mut types);
    Ok(types)
}

fn relocate(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(target) if name == "$ref" => *target = target.replace("#/$defs/", "#/components/schemas/"),
                    other => relocate(other),
                }
            }
        }
        Value::Array(members) => members.iter_mut().for_each(relocate),
        _ => {}
    }
}
