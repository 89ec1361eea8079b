//! Pages and single slots, with remotes whose server modules echo what they were given.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use container::{
    api::{self, Options, auth::Hasher},
    config::{Origins, Serve},
    db::{Database, seed},
    federation::{memo::Memo, registry::Registry, renderer::Renderer},
    page::{Shells, Site},
    server,
};
use contract::{VERSION, problem::Code};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha384};

use crate::{
    module::Module,
    site::{Client, items, place, refused},
};

/// A running container with remotes: `nursing` has views, `dashboard` a document, `auth` a view that traps, and no release of
/// `ui-components` fits.
struct Platform {
    base: String,
    folder: PathBuf,
}

const SESSION: &str = r#"{"call":"/api/v1/session"}"#;

impl Platform {
    async fn start() -> Platform {
        let (folder, url) = place().await;
        let dist = folder.join("dist");
        let views = [("./NursingApp", "view"), ("./Review", "view"), ("./Terms", "document"), ("./utils#add", "function")];
        publish(&dist, "nursing", VERSION, &views, &Module::echo(SESSION, "{}"));
        let document = Module::echo(r#"{"call":null}"#, r#"{"live":false,"title":"How far you are"}"#);
        publish(&dist, "dashboard", VERSION, &[("./Dashboard", "document")], &document);
        let trap = Module { render: vec![0], ..Module::echo(SESSION, "") };
        publish(&dist, "auth", VERSION, &[("./AuthApp", "view")], &trap);
        publish(&dist, "ui-components", "9.0.0", &[("./Gallery", "view")], &Module::echo(SESSION, "{}"));
        let db = Database::open(&url).await.expect("opens");
        seed::items(&db, &items()).await.expect("the item bank is good");
        seed::exams(&db).await.expect("exams");
        let options = Options { secure_cookies: false };
        let api = api::State::new(db.clone(), Hasher::new(2, 200), api::system_clock(), options).await.expect("state");
        let memo = Memo::new(Renderer::new(&folder.join("compiled"), false).expect("wasmtime runs here"), 1 << 20);
        let registry = Registry::open(&dist, Origins::default(), db, memo).await.expect("a registry");
        let site = Site { api, registry: Arc::new(registry), shells: Shells::new(true), dev: false };
        let options = Serve {
            addr: ([127, 0, 0, 1], 0).into(),
            data: folder.clone(),
            database: None,
            dist,
            items: items(),
            origins: Vec::new(),
            fallbacks: Vec::new(),
            tls: false,
            memo_mb: 1,
        };
        let app = server::router(&site, &options, "token").expect("routes");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move {
            axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()).await.expect("serves");
        });
        Platform { base, folder }
    }

    fn client(&self) -> Client {
        Client::of(&self.base)
    }

    async fn student(&self, name: &str) -> Client {
        let client = self.client();
        client.registers(name, &format!("{}@example.ph", name.to_lowercase())).await;
        client
    }
}

impl Drop for Platform {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn publish(dist: &std::path::Path, name: &str, contract: &str, exposes: &[(&str, &str)], module: &Module) {
    let folder = dist.join(name).join("1.0.0+test");
    std::fs::create_dir_all(&folder).expect("a folder");
    let server = module.bytes();
    std::fs::write(folder.join("server.wasm"), &server).expect("written");
    let file = |path: String, bytes: &[u8]| {
        let integrity = format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)));
        json!({ "path": path, "size": bytes.len(), "brotli": 1, "integrity": integrity, "type": "text/plain" })
    };
    let exposes: serde_json::Map<String, Value> = exposes
        .iter()
        .map(|(expose, kind)| {
            let server = matches!(*kind, "view" | "document");
            ((*expose).to_owned(), json!({ "kind": kind, "props": "NoProps", "props_hash": "", "server": server }))
        })
        .collect();
    let manifest = json!({
        "format": 2, "name": name, "version": "1.0.0+test",
        "contract": { "version": contract, "hash": "", "uses": { "reads": [], "speaks": [], "events": {}, "types": {} } },
        "exposes": exposes, "requires": {}, "provides": {},
        "files": {
            "glue": file(format!("{name}.js"), b""), "client": file(format!("{name}.wasm"), b""),
            "style": file(format!("{name}.css"), b""), "server": file("server.wasm".into(), &server),
        },
        "built": { "rustc": "", "wasm_bindgen": "", "profile": "release" },
    });
    std::fs::write(folder.join("mf-manifest.json"), manifest.to_string()).expect("written");
    std::fs::write(dist.join(name).join("latest"), "1.0.0+test").expect("written");
}

async fn page(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    answer.text().await.expect("a page")
}

/// The JSON of the script whose tag ends so.
fn script(page: &str, tag: &str) -> Value {
    let (_, rest) = page.split_once(tag).unwrap_or_else(|| panic!("no {tag} in {page}"));
    serde_json::from_str(rest.split_once("</script>").expect("an end").0).expect("JSON")
}

fn slot_path(remote: &str, expose: &str, page: &str, props: Option<&str>) -> String {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let props = props.map(|props| format!("&props={}", encoded(props))).unwrap_or_default();
    format!("/slot?remote={}&expose={}&page={}{props}", encoded(remote), encoded(expose), encoded(page))
}

#[tokio::test]
async fn a_page_holds_what_its_view_was_rendered_from() {
    let platform = Platform::start().await;
    let ana = platform.student("Ana").await;
    let text = page(&ana, "/exam/np%201?q=3&a=%3Cb%3E&q=4").await;
    let input = script(&text, r#"data-mf-input="mf-0">"#);
    assert_eq!(input["props"], json!({}));
    assert_eq!(input["request"]["path"], "/exam/np%201");
    assert_eq!(input["request"]["params"], json!([["id", "np 1"]]));
    assert_eq!(input["request"]["query"], json!([["q", "3"], ["a", "<b>"], ["q", "4"]]));
    assert_eq!(input["data"]["ok"]["user"]["name"], "Ana");
    assert_eq!(input["data"]["problem"], Value::Null);
    assert!(text.contains("data-mf-state=\"server\">./NursingApp\n{\"props\":{}"), "the module got the expose and the input");
    assert!(!text.contains("data-mf-live"));
    assert!(text.contains("/mf/nursing/1.0.0+test/nursing.wasm") && text.contains("/mf/nursing/1.0.0+test/nursing.js"));

    let data = script(&text, r#"id="mf-page">"#);
    assert_eq!(data["releases"]["nursing"]["bases"], json!(["/mf/nursing/1.0.0+test/"]));
    assert_eq!(data["releases"].as_object().map(|releases| releases.len()), Some(3));
    assert_eq!((&data["loader"], &data["dev"], &data["refused"]), (&Value::Null, &json!(false), &json!({})));
    assert_eq!(data["store"], input["store"]);
    assert!(data["now"].is_i64());
    let gallery = script(&page(&ana, "/gallery").await, r#"id="mf-page">"#);
    assert!(gallery["refused"]["ui-components"].as_str().is_some_and(|refusal| refusal.contains("9.0.0")), "{gallery}");
}

#[tokio::test]
async fn a_page_names_what_an_installed_app_needs_and_all_of_it_is_there() {
    let platform = Platform::start().await;
    let client = platform.client();
    let html = page(&client, "/").await;
    let policy = client.get("/").await.headers()[header::CONTENT_SECURITY_POLICY].to_str().expect("text").to_owned();
    assert!(policy.contains("manifest-src 'self'") && policy.contains("img-src 'self'"), "{policy}");
    let attribute = |rel: &str| {
        let tag = html.split("<link ").find(|tag| tag.contains(&format!("rel=\"{rel}\""))).unwrap_or_else(|| panic!("no {rel}"));
        tag.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address").to_owned()
    };
    let manifest = client.get(&attribute("manifest")).await;
    assert_eq!(manifest.headers()[header::CONTENT_TYPE], "application/manifest+json");
    assert_eq!(manifest.headers()[header::CACHE_CONTROL], "public, max-age=86400");
    let manifest: Value = manifest.json().await.expect("JSON");
    for (name, value) in [("short_name", "Lampara"), ("start_url", "/"), ("scope", "/"), ("display", "standalone")] {
        assert_eq!(manifest[name], value);
    }
    let icons = manifest["icons"].as_array().expect("icons");
    let mut wanted: Vec<(String, String)> = icons
        .iter()
        .map(|icon| (icon["src"].as_str().expect("a path").into(), icon["type"].as_str().expect("a type").into()))
        .collect();
    for (size, purpose) in [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"), ("any", "any")] {
        assert!(icons.iter().any(|icon| icon["sizes"] == size && icon["purpose"] == purpose), "{size} {purpose}");
    }
    wanted.push((attribute("icon"), "image/svg+xml".into()));
    wanted.push((attribute("apple-touch-icon"), "image/png".into()));
    for (path, kind) in wanted {
        let answer = client.get(&path).await;
        assert_eq!((answer.status(), &answer.headers()[header::CONTENT_TYPE]), (StatusCode::OK, &kind.parse().expect("a type")));
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=604800");
        let bytes = answer.bytes().await.expect("bytes");
        assert!(bytes.len() < 25_000, "{path}: {} bytes", bytes.len());
        if kind == "image/png" {
            let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
            assert!(bytes.starts_with(b"\x89PNG"), "{path}");
            assert!(path.contains(&format!("-{}.", side(16))) && side(16) == side(20), "{path} is {}x{}", side(16), side(20));
        }
    }
    refused(client.get("/icons/lamp.gif").await, Code::NotFound).await;
}

#[tokio::test]
async fn nobody_gets_a_page_of_somebody_else() {
    let platform = Platform::start().await;
    let (ana, ben) = (platform.student("Ana").await, platform.student("Ben").await);
    let (path, slot) = ("/exam/np1", slot_path("nursing", "./NursingApp", "/exam/np1", None));
    for _ in 0..2 {
        for (client, name, other) in [(&ana, "Ana", "Ben"), (&ben, "Ben", "Ana")] {
            for path in [path, &slot] {
                let text = page(client, path).await;
                assert!(text.contains(name) && !text.contains(other), "{text}");
            }
        }
        let answer = platform.client().get(path).await;
        assert_eq!(
            (answer.status(), &answer.headers()[header::LOCATION]),
            (StatusCode::SEE_OTHER, &"/login?next=%2Fexam%2Fnp1".parse().expect("a header"))
        );
        let text = page(&platform.client(), &slot).await;
        assert!(!text.contains("Ana") && !text.contains("Ben"), "{text}");
    }
}

#[tokio::test]
async fn a_document_comes_without_code() {
    let platform = Platform::start().await;
    let ana = platform.student("Ana").await;
    let text = page(&ana, "/dashboard").await;
    assert!(text.contains("data-mf-state=\"server\" data-mf-live=\"no\">./Dashboard\n{"), "{text}");
    assert!(text.contains(r#""data":{"ok":{}}}</div>"#), "nothing was planned: {text}");
    assert!(text.contains("<title>How far you are · "));
    assert!(text.contains("dashboard.css") && !text.contains("data-mf-input"));
    let head = text.split_once("id=\"mf-page\"").expect("data").0;
    assert!(!head.contains("dashboard.js") && !head.contains("dashboard.wasm"), "{head}");
    let slot: Value = ana.get(&slot_path("dashboard", "./Dashboard", "/dashboard", None)).await.json().await.expect("JSON");
    assert_eq!(slot["live"], false);
}

#[tokio::test]
async fn a_slot_is_rendered_as_on_its_page() {
    let platform = Platform::start().await;
    let ana = platform.student("Ana").await;
    let on_page = script(&page(&ana, "/exam/np1?q=3").await, r#"data-mf-input="mf-0">"#);
    let answer = ana.get(&slot_path("nursing", "./NursingApp", "/exam/np1?q=3", None)).await;
    let headers = answer.headers().clone();
    assert_eq!(
        (&headers[header::CACHE_CONTROL], &headers[header::CONTENT_TYPE]),
        (&"no-store".parse().expect("a header"), &"application/json".parse().expect("a header"))
    );
    assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
    let slot: Value = answer.json().await.expect("JSON");
    let input = slot["input"].as_str().expect("text");
    assert_eq!(serde_json::from_str::<Value>(input).expect("JSON"), on_page);
    assert_eq!(slot["html"], format!("./NursingApp\n{input}"));
    assert_eq!((&slot["version"], &slot["live"]), (&json!("1.0.0+test"), &json!(true)));
    assert_eq!(slot["release"]["client"]["path"], "nursing.wasm");

    // Another expose of another page, as a remote mounts it, and without being logged in.
    for (client, user) in [(&ana, json!("Ana")), (&platform.client(), Value::Null)] {
        let path = slot_path("nursing", "./Terms", "/exam/np2/review/a1", Some(" {\"next\":\n\"/\"} "));
        let slot: Value = client.get(&path).await.json().await.expect("JSON");
        let input: Value = serde_json::from_str(slot["input"].as_str().expect("text")).expect("JSON");
        assert_eq!(input["props"], json!({ "next": "/" }));
        assert_eq!(input["request"]["params"], json!([["id", "np2"], ["attempt", "a1"]]));
        assert_eq!(input["data"]["ok"]["user"]["name"], user);
    }
}

#[tokio::test]
async fn what_can_not_be_a_slot_is_refused() {
    let platform = Platform::start().await;
    let ana = platform.student("Ana").await;
    let huge = format!("\"{}\"", "x".repeat(17_000));
    for (remote, expose, page, props, code) in [
        ("nursing", "./NursingApp", "/dashboard", None, Code::NotFound),
        ("nursing", "./NursingApp", "/no/such/page", None, Code::NotFound),
        ("nursing", "./utils#add", "/exam/np1", Some("{}"), Code::NotFound),
        ("nursing", "./Nothing", "/exam/np1", Some("{}"), Code::NotFound),
        ("nursing\n", "./NursingApp\n{}", "/exam/np1", Some("{}"), Code::NotFound),
        ("../nursing", "./NursingApp", "/exam/np1", Some("{}"), Code::NotFound),
        ("", "", "/", Some("{}"), Code::NotFound),
        ("nursing", "./NursingApp", "//evil.example/exam/np1", None, Code::InvalidBody),
        ("nursing", "./NursingApp", "https://evil.example/exam/np1", None, Code::InvalidBody),
        ("nursing", "./NursingApp", "exam/np1", None, Code::InvalidBody),
        ("nursing", "./NursingApp", "", None, Code::InvalidBody),
        ("nursing", "./NursingApp", "/exam/np1 \r\nx: y", None, Code::InvalidBody),
        ("nursing", "./NursingApp", "/exam/np1", Some("{"), Code::InvalidBody),
        ("nursing", "./NursingApp", "/exam/np1", Some(""), Code::InvalidBody),
        ("nursing", "./NursingApp", "/exam/np1", Some(&huge), Code::InvalidBody),
        ("auth", "./AuthApp", "/login", None, Code::Internal),
    ] {
        refused(ana.get(&slot_path(remote, expose, page, props)).await, code).await;
    }
    let problem =
        refused(ana.get(&slot_path("ui-components", "./Gallery", "/", Some("{}"))).await, Code::IncompatibleRelease).await;
    assert!(problem.detail.contains("9.0.0"), "{problem:?}");
    for query in ["", "?remote=nursing", "?remote=nursing&expose=a&page=%FF&page=/", "?%FF"] {
        refused(ana.get(&format!("/slot{query}")).await, Code::InvalidBody).await;
    }
    let path = slot_path("nursing", "./NursingApp", "/exam/np1", None);
    let post = ana.request(Method::POST, &path).send().await.expect("an answer");
    refused(post, Code::MethodNotAllowed).await;
    // Addresses that only the router takes for another host's.
    for page in ["/\\[", "/%2F%2F[", "/exam/%FF%00"] {
        let answer = ana.get(&slot_path("nursing", "./NursingApp", page, Some("{}"))).await;
        assert_eq!(answer.status(), StatusCode::OK, "{page}");
    }
    // A trap costs its slot only.
    assert!(page(&platform.client(), "/login").await.contains("mf-skeleton"));
}

#[tokio::test]
async fn who_navigates_to_what_is_no_page_gets_a_page_with_a_way_home() {
    const PERSON: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let platform = Platform::start().await;
    let ana = platform.student("Ana").await;
    for (method, path, status, code) in [
        (Method::GET, "/api/v1/auth/login", 405, Code::MethodNotAllowed),
        (Method::PUT, "/login", 405, Code::MethodNotAllowed),
        (Method::DELETE, "/exam/np1", 405, Code::MethodNotAllowed),
        (Method::GET, "/api/v1/nowhere", 404, Code::NotFound),
        (Method::GET, "/api/v1/attempts/none/review", 404, Code::UnknownAttempt),
        (Method::GET, "/slot", 422, Code::InvalidBody),
    ] {
        let send = |accept| ana.request(method.clone(), path).header(header::ACCEPT, accept).send();
        let answer = send(PERSON).await.expect("an answer");
        let headers = answer.headers().clone();
        assert_eq!(answer.status(), status, "{path}");
        assert_eq!(
            (&headers[header::CONTENT_TYPE], &headers[header::CACHE_CONTROL]),
            (&"text/html; charset=utf-8".parse().expect("a header"), &"no-store".parse().expect("a header")),
            "{path}"
        );
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text").contains("script-src 'nonce-"));
        assert_eq!(headers.contains_key(header::ALLOW), status == 405, "{path}");
        let text = answer.text().await.expect("a page");
        assert!(text.contains(code.title()) && text.contains("href=\"/\"") && text.contains("Ana"), "{path}: {text}");
        for accept in ["*/*", "application/json"] {
            let answer = send(accept).await.expect("an answer");
            assert_eq!(answer.headers().contains_key(header::ALLOW), status == 405, "{path}");
            refused(answer, code).await;
        }
    }
    // A form that another site sent: the browser shows what comes back.
    let form = ana.request(Method::POST, "/logout").header("sec-fetch-site", "cross-site").header(header::ACCEPT, PERSON);
    let answer = form.form(&[("a", "b")]).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(answer.text().await.expect("a page").contains(Code::CrossSite.title()));
    // Files of releases never are HTML, and an unknown address has its page already.
    let file = ana.request(Method::GET, "/mf/nursing/none.js").header(header::ACCEPT, PERSON).send().await.expect("an answer");
    assert_eq!(file.headers()[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    let unknown = ana.request(Method::GET, "/no/such").header(header::ACCEPT, PERSON).send().await.expect("an answer");
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert!(unknown.text().await.expect("a page").contains("Page not found"));
    // What a document's type leads to.
    assert!(page(&platform.client(), "/problems/too-large").await.contains(Code::TooLarge.title()));
    assert_eq!(platform.client().get("/problems/none").await.status(), StatusCode::NOT_FOUND);
}
