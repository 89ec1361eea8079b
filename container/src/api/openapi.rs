//! `GET /openapi.json`: OpenAPI 3.1, made from a table of the calls and the schemas of the contract.

use std::sync::OnceLock;

use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};
use shared::contract::{SCHEMA, VERSION, problem::Code};
use utoipa::openapi::{
    ContentBuilder, HttpMethod, InfoBuilder, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr, Required, ResponseBuilder,
    Schema,
    path::{OperationBuilder, ParameterBuilder, ParameterIn},
    request_body::RequestBodyBuilder,
    schema::{ObjectBuilder, Type},
};

use super::{Json, Result};

/// One call.
struct Call {
    method: HttpMethod,
    path: &'static str,
    about: &'static str,
    body: Option<&'static str>,
    /// Status and contract type; none for an empty answer.
    answers: &'static [(u16, Option<&'static str>)],
    problems: &'static [Code],
}

const CALLS: &[Call] = &[
    call(HttpMethod::Get, "/session", "Who is signed in", None, &[(200, Some("Session"))], &[]),
    call(
        HttpMethod::Post,
        "/auth/register",
        "Make an account and sign in",
        Some("Registration"),
        &[(201, Some("Session"))],
        &[
            Code::InvalidBody,
            Code::InvalidName,
            Code::InvalidEmail,
            Code::WeakPassword,
            Code::AccountNotCreated,
            Code::Busy,
            Code::CrossSite,
        ],
    ),
    call(
        HttpMethod::Post,
        "/auth/login",
        "Sign in",
        Some("Credentials"),
        &[(200, Some("Session"))],
        &[Code::WrongCredentials, Code::TooManyTries, Code::InvalidBody, Code::Busy, Code::CrossSite],
    ),
    call(HttpMethod::Post, "/auth/logout", "Sign out", None, &[(204, None)], &[Code::CrossSite]),
    call(
        HttpMethod::Get,
        "/exams",
        "Every exam with the student's standing",
        None,
        &[(200, Some("ExamList"))],
        &[Code::NotLoggedIn],
    ),
    call(
        HttpMethod::Get,
        "/exams/{exam}/paper",
        "The questions, without keys",
        None,
        &[(200, Some("Paper"))],
        &[Code::NotLoggedIn, Code::UnknownExam],
    ),
    call(
        HttpMethod::Post,
        "/exams/{exam}/attempts",
        "Start an attempt or resume the one in progress; with an Idempotency-Key, repeatable",
        Some("Start"),
        &[(201, Some("Paper")), (200, Some("Paper"))],
        &[
            Code::NotLoggedIn,
            Code::OtherAccount,
            Code::UnknownExam,
            Code::UnknownItem,
            Code::UnknownOption,
            Code::InvalidBody,
            Code::IdempotencyKeyReused,
            Code::CrossSite,
        ],
    ),
    call(
        HttpMethod::Put,
        "/attempts/{attempt}/answers/{item}",
        "Save an answer unless a newer one is stored; answered after the commit (of pages from before the outbox)",
        Some("Answer"),
        &[(200, Some("Saved"))],
        &[
            Code::NotLoggedIn,
            Code::UnknownAttempt,
            Code::UnknownItem,
            Code::UnknownOption,
            Code::InvalidBody,
            Code::DeadlinePassed,
            Code::AlreadySubmitted,
            Code::CrossSite,
        ],
    ),
    call(
        HttpMethod::Post,
        "/attempts/{attempt}/changes",
        "Take what a device did, all in one transaction; answered after the commit, and repeatable",
        Some("Changes"),
        &[(200, Some("ChangesTaken"))],
        &[Code::NotLoggedIn, Code::OtherAccount, Code::UnknownAttempt, Code::InvalidBody, Code::TooLarge, Code::CrossSite],
    ),
    call(
        HttpMethod::Get,
        "/attempts/{attempt}/state",
        "What a page that wakes up has to know; `?device=` says who asks",
        None,
        &[(200, Some("AttemptState"))],
        &[Code::NotLoggedIn, Code::OtherAccount, Code::UnknownAttempt],
    ),
    call(
        HttpMethod::Post,
        "/attempts/{attempt}/sitting",
        "Go on at this device",
        Some("Device"),
        &[(200, Some("AttemptState"))],
        &[Code::NotLoggedIn, Code::OtherAccount, Code::UnknownAttempt, Code::InvalidBody, Code::CrossSite],
    ),
    call(
        HttpMethod::Post,
        "/attempts/{attempt}/submit",
        "Hand in; doing so again changes nothing. The body may be empty",
        Some("HandIn"),
        &[(200, Some("Submitted"))],
        &[Code::NotLoggedIn, Code::OtherAccount, Code::UnknownAttempt, Code::InvalidBody, Code::CrossSite],
    ),
    call(
        HttpMethod::Get,
        "/attempts/{attempt}/review",
        "Keys, rationales and results of a finished attempt",
        None,
        &[(200, Some("Review"))],
        &[Code::NotLoggedIn, Code::UnknownAttempt, Code::NotSubmitted],
    ),
    call(
        HttpMethod::Get,
        "/progress",
        "The student's attempts and results",
        None,
        &[(200, Some("Progress"))],
        &[Code::NotLoggedIn],
    ),
];

const fn call(
    method: HttpMethod,
    path: &'static str,
    about: &'static str,
    body: Option<&'static str>,
    answers: &'static [(u16, Option<&'static str>)],
    problems: &'static [Code],
) -> Call {
    Call { method, path, about, body, answers, problems }
}

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
    for call in CALLS {
        paths = paths.path(format!("/api/v1{}", call.path), PathItem::new(call.method.clone(), operation(call)));
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

fn operation(call: &Call) -> utoipa::openapi::path::Operation {
    let mut operation = OperationBuilder::new().summary(Some(call.about));
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
    for (status, answer) in call.answers {
        let mut response = ResponseBuilder::new().description(if *status == 201 { "Made" } else { "Done" });
        if let Some(answer) = answer {
            response = response.content("application/json", ContentBuilder::new().schema(Some(reference(answer))).build());
        }
        operation = operation.response(status.to_string(), response.build());
    }
    for (at, problem) in call.problems.iter().enumerate() {
        let same: Vec<&Code> = call.problems.iter().filter(|other| other.status() == problem.status()).collect();
        if call.problems[..at].iter().any(|other| other.status() == problem.status()) {
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
