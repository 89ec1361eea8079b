use proptest::prelude::*;

use super::*;
use crate::{import::Limits, rich::RichError};

fn tree(bytes: &[u8]) -> Result<Element, Fault> {
    parse(bytes, &Limits::default())
}

fn reason(bytes: &[u8]) -> Reason {
    tree(bytes).expect_err("a fault").reason
}

#[test]
fn a_tree_has_names_attributes_texts_and_places() {
    let root = tree("<?xml version='1.0'?>\n<q:Quiz xml:lang=\"en\" xmlns:q=\"u\">\n ä<qti-Prompt A='1 &lt; 2'/>b<![CDATA[<i>]]>&#x41;</q:Quiz>".as_bytes())
        .expect("xml");
    assert_eq!((root.name.as_str(), root.line, root.column), ("quiz", 2, 1));
    assert_eq!((root.attribute("lang"), root.attribute("xml:lang"), root.attributes.len()), (Some("en"), Some("en"), 1));
    let prompt = root.child("qti-prompt").expect("prompt");
    assert_eq!((prompt.line, prompt.column, prompt.attribute("a")), (3, 3, Some("1 < 2")));
    assert_eq!(root.text(), "\n äb<i>A");
    assert_eq!(root.inner_html(), "\n ä<qti-prompt a=\"1 &lt; 2\"></qti-prompt>b&lt;i&gt;A");
}

#[test]
fn html_comes_out_as_html() {
    let root = tree(b"<a><p>x<br/>y</p><img src=\"a.png\" alt=\"&quot;&#10;\"/>&nbsp;&eacute;&deg;</a>").expect("xml");
    assert_eq!(root.inner_html(), "<p>x<br>y</p><img src=\"a.png\" alt=\"&quot;\n\">&nbsp;é°");
}

#[test]
fn encodings_are_told_by_mark_and_declaration() {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?><a>é€</a>";
    let wide = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some(0xfeff);
        mark.into_iter().chain(text.encode_utf16()).flat_map(order).collect()
    };
    for bytes in
        [wide(u16::to_le_bytes, true), wide(u16::to_be_bytes, true), wide(u16::to_le_bytes, false), wide(u16::to_be_bytes, false)]
    {
        assert_eq!(tree(&bytes).expect("utf-16").text(), "é€");
    }
    assert_eq!(tree(b"\xef\xbb\xbf<a>\xc3\xa9</a>").expect("utf-8").text(), "é");
    assert_eq!(tree(b"<?xml version=\"1.0\" encoding = 'ISO-8859-1' ?><a>\xe9</a>").expect("latin 1").text(), "é");
    let fault = tree(b"<a>\n\xc3\xa9\xe9</a>").expect_err("not utf-8");
    assert_eq!((fault.line, fault.column, fault.reason), (2, 2, Reason::Encoding("the bytes are not UTF-8".into())));
    for declared in ["utf-16", "klingon", "utf-7"] {
        let bytes = format!("<?xml version=\"1.0\" encoding=\"{declared}\"?><a/>");
        assert!(matches!(reason(bytes.as_bytes()), Reason::Encoding(_)), "{declared}");
    }
}

#[test]
fn what_is_no_xml_has_a_place() {
    for (bytes, line, column) in [
        ("<a>\n  <b></a>", 2, 6),
        ("<a>", 1, 4),
        ("<a/><b/>", 1, 5),
        ("<a/>\ntext", 1, 5),
        ("", 1, 1),
        ("<a>\n<b c='1' c='2'/></a>", 2, 1),
        ("<a>x &bogus; </a>", 1, 6),
        ("<a>x & y</a>", 1, 6),
        ("<a>&#xD800;</a>", 1, 4),
        ("<a><1/></a>", 1, 4),
    ] {
        let fault = tree(bytes.as_bytes()).expect_err(bytes);
        assert!(matches!(fault.reason, Reason::Syntax(_)), "{bytes}: {fault:?}");
        assert_eq!((fault.line, fault.column), (line, column), "{bytes}: {fault:?}");
    }
}

#[test]
fn entities_are_those_of_xml_and_html() {
    let text = |name: &str| tree(format!("<a>{name}</a>").as_bytes()).map(|root| root.text());
    for (name, sign) in
        [("&lt;&gt;&amp;&apos;&quot;", "<>&'\""), ("&hellip;&le;&semi;", "…≤;"), ("&ensp;", "\u{2002}"), ("&#176;&#xB0;", "°°")]
    {
        assert_eq!(text(name), Ok(sign.into()));
    }
    for name in ["&notit;", "&ampx;", "&;", "&x y;", "&ltx;", "&#;", "&#x;", "&#1114112;", "&#-1;"] {
        assert!(text(name).is_err(), "{name}");
    }
    assert_eq!(text("&#0;").expect_err("NUL").reason, RichError::Control(0).into());
    assert_eq!(reason(b"<a>\0</a>"), RichError::Control(0).into());
    assert_eq!(reason(b"<a b='&#1;'/>"), RichError::Control(1).into());
}

#[test]
fn declarations_of_types_are_unsafe() {
    for xml in ["<!DOCTYPE a><a/>", "<!DOCTYPE a SYSTEM 'http://x/y'><a/>", "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"] {
        assert!(matches!(reason(xml.as_bytes()), Reason::Unsafe(_)), "{xml}");
    }
}

#[test]
fn everything_has_a_limit() {
    let limit = |xml: String| match reason(xml.as_bytes()) {
        Reason::Limit { what, limit } => (what, limit),
        other => panic!("{other:?}"),
    };
    assert_eq!(limit("<a>".repeat(65)), ("nested elements", 64));
    assert_eq!(limit(format!("<a>{}</a>", "<b/>".repeat(500_001))), ("elements in a record", 500_000));
    let attributes: String = (0..300).map(|at| format!(" a{at}=''")).collect();
    assert_eq!(limit(format!("<a{attributes}/>")), ("attributes of an element", 256));
    let small = Limits { file_bytes: 3, depth: usize::MAX, ..Limits::default() };
    assert!(matches!(parse(b"<a/>", &small).expect_err("long").reason, Reason::Limit { what: "bytes in the file", limit: 3 }));
    let deep = Limits { depth: usize::MAX, ..Limits::default() };
    assert!(matches!(parse("<a>".repeat(100_000).as_bytes(), &deep).expect_err("deep").reason, Reason::Limit { limit: 256, .. }));
}

#[test]
fn records_come_one_by_one() {
    let mut seen = Vec::new();
    let mut take = |root: &Element, record: Element| {
        assert_eq!((root.attribute("v"), root.children.len()), (Some("1"), 0));
        seen.push((record.name, record.line));
    };
    let fault = each_child(b"<quiz v='1'>\n<question><a/></question>\n x <b/>\n<c></d></quiz>", &Limits::default(), &mut take);
    assert_eq!(fault.expect_err("mismatch").line, 4);
    assert_eq!(seen, [("question".to_owned(), 2), ("b".to_owned(), 3)]);
}

proptest! {
    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "(</?[a-c:!?\\[\\]&;#x0 ='\"-]{0,9}>?|.){0,30}") {
        let _ = tree(&bytes);
        let _ = tree(text.as_bytes());
    }

    #[test]
    fn what_was_escaped_comes_back(text in "[^\\p{C}]{0,40}") {
        let mut xml = String::from("<a b=\"");
        escape(&text, &mut xml);
        xml.push_str("\">");
        escape_text(&text, &mut xml);
        xml.push_str("</a>");
        let root = tree(xml.as_bytes()).expect("xml");
        prop_assert_eq!(root.text(), text.as_str());
        prop_assert_eq!(root.attribute("b"), Some(text.as_str()));
    }
}
