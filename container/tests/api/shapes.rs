//! The JSON of the calls of an outbox, byte by byte: a phone may send a change 90 days after its page was loaded. A field may be
//! added here, with a default; whatever else makes this test fail breaks those phones.

use reqwest::{Method, StatusCode, header};

use crate::site::Site;

#[tokio::test]
async fn changes_and_hand_ins_keep_their_shape() {
    let site = Site::start().await;
    let client = site.student("ana@example.ph").await;
    let (paper, attempt) = client.starts("mixed").await;
    let [p, q] = [&paper.questions[0].id, &paper.questions[1].id];
    let now = site.state.now();
    let send = async |call: &str, body: String| {
        let path = format!("/api/v1/attempts/{attempt}/{call}");
        let request = client.request(Method::POST, &path).header(header::CONTENT_TYPE, "application/json").body(body);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        answer.text().await.expect("a body")
    };

    let first = send("changes", format!(
        r#"{{"device":"d1","device_name":"Android phone","changes":[{{"n":1,"item":"{p}","response":"A","base":0,"at":{now}}},{{"n":3,"item":"{q}","response":"A","base":0,"at":null}},{{"n":2,"item":"{q}","response":"","base":0,"at":null}}]}}"#
    ))
    .await;
    assert_eq!(
        first,
        r#"{"results":[{"n":1,"outcome":"stored","no":1},{"n":3,"outcome":"stored","no":2},{"n":2,"outcome":"superseded","no":3}],"submitted_at":null}"#
    );
    let second = send("changes", format!(
        r#"{{"device":"d2","device_name":"Tablet","changes":[{{"n":1,"item":"{p}","response":"B","base":0,"at":{now}}},{{"n":2,"item":"x","response":"B","base":0,"at":null}}]}}"#
    ))
    .await;
    assert_eq!(
        second,
        format!(
            r#"{{"results":[{{"n":1,"outcome":"conflict","no":4,"other":{{"device":"d1","device_name":"Android phone","response":"A","received_at":{now},"no":1}}}},{{"n":2,"outcome":"refused","code":"unknown-item","detail":"This exam has no such question."}}],"submitted_at":null,"sitting":{{"device":"d1","device_name":"Android phone","seen_at":{now}}}}}"#
        )
    );
    let done = send("submit", format!(r#"{{"device":"d1","n":40,"at":{now}}}"#)).await;
    let score = &done[done.find(r#","score""#).expect("a score")..];
    assert_eq!(done, format!(r#"{{"attempt":"{attempt}","exam":"mixed"{score}"#));
    assert!(score.starts_with(r#","score":{"correct":"#) && score.ends_with(r#","total":25}}"#), "{score}");
    let third = send("changes", format!(
        r#"{{"device":"d1","device_name":"Android phone","changes":[{{"n":4,"item":"{q}","response":"B","base":2,"at":{now}}},{{"n":5,"item":"{q}","response":"C","base":2,"at":{}}}]}}"#,
        now - 1
    ))
    .await;
    assert_eq!(
        third,
        format!(r#"{{"results":[{{"n":4,"outcome":"late","no":5}},{{"n":5,"outcome":"late","no":6}}],"submitted_at":{now}}}"#)
    );
    site.later(10);
    let fourth = send(
        "changes",
        format!(
            r#"{{"device":"d2","device_name":"Tablet","changes":[{{"n":3,"item":"{q}","response":"D","base":6,"at":{}}}]}}"#,
            now + 1
        ),
    )
    .await;
    assert_eq!(fourth, format!(r#"{{"results":[{{"n":3,"outcome":"after-end","no":7}}],"submitted_at":{now}}}"#));
    // An empty body hands in as well, and the answer is the same each time but for what came late.
    let again = send("submit", String::new()).await;
    assert_eq!(send("submit", "{}".into()).await, again);
}
