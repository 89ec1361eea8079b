//! Items of the kinds that other systems' files can hold, with texts that such files find hard.

use nursing_domain::{
    interaction::Interaction,
    item::{
        Axis, Bloom, Body, CaseStep, Choice, ClientNeed, Draft, FORMAT, Facts, Group, Groups, Item, Number, Part, Pick, Review,
    },
    rich::RichText,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Signs and words that mean something in one format or another.
const PIECES: [&str; 40] = [
    "the client",
    " ",
    "  ",
    "\n",
    "=",
    "~",
    "#",
    "####",
    "{",
    "}",
    ":",
    "::",
    "\\",
    "\\n",
    "//",
    "->",
    "%50%",
    "[html]",
    "[",
    "]",
    ",",
    ";",
    "\"",
    "\"\"",
    "'",
    "\t",
    "&lt;",
    "&amp;",
    "&nbsp;",
    "&#13;",
    "<br>",
    "<em>rest</em>",
    "<p>a</p>",
    "é",
    "😀",
    "-5",
    "@",
    "+",
    "<table><tbody><tr><td>Na<sup>+</sup></td></tr></tbody></table>",
    "<img src=\"ecg-1.png\" alt=\"a=b: {c}\">",
];

/// A text, and a word that makes it another than its neighbours.
fn text() -> impl Strategy<Value = String> {
    vec(prop_oneof![3 => select(&PIECES[..]).prop_map(str::to_owned), 1 => "[ -~]{0,6}"], 0..8).prop_map(|pieces| pieces.concat())
}

fn rich(html: &str) -> RichText {
    // Cleaned twice: what is stored has been read from a file once.
    let once = RichText::clean(html).map_or_else(|_| "no text".to_owned(), |cleaned| cleaned.text.html().into());
    RichText::clean(&once).expect("cleaned before").text
}

fn rationale() -> impl Strategy<Value = Option<RichText>> {
    option::of(text().prop_map(|text| rich(&text))).prop_map(|text| text.filter(|text| !text.is_blank()))
}

/// A name without spaces around it, which files don't keep, and without signs that a tag can't hold.
fn name() -> impl Strategy<Value = String> {
    "[A-Za-z0-9(é][ -~é]{0,20}[A-Za-z0-9.)\\]]"
}

fn options(many: bool) -> impl Strategy<Value = Body> {
    let option = (text(), rationale(), any::<bool>());
    (vec(option, 2..=12), 0..12_usize, rationale()).prop_map(move |(options, key, rationale)| {
        let key = key % options.len();
        let options: Vec<Choice> = options
            .into_iter()
            .enumerate()
            .map(|(at, (text, rationale, right))| Choice {
                id: char::from(b'A' + u8::try_from(at).expect("12 options")).to_string(),
                text: rich(&format!("{} {at}", rich(&text).html())),
                right: at == key || (many && right && at != (key + 1) % 12),
                rationale,
            })
            .collect();
        let many = many && !options.iter().all(|option| option.right);
        let options = options
            .into_iter()
            .enumerate()
            .map(|(at, option)| Choice { right: if many { option.right } else { at == key }, ..option });
        let (kind, pick) = if many { (Interaction::SelectAll, Pick::Any) } else { (Interaction::MultipleChoice, Pick::One) };
        let group = Group { id: "1".into(), label: None, pick, options: options.collect(), rationale };
        Body::Groups(Groups { kind, text: None, axis: Axis::Rows, groups: vec![group] })
    })
}

fn number() -> impl Strategy<Value = Body> {
    (
        -999_999_999_999..=999_999_999_999_i64,
        0..=6_u32,
        0..10_000_u32,
        "([A-Za-z%/µ][ -%'-;=?-~µ]{0,8}[A-Za-z%/.\\]])?",
        rationale(),
    )
        .prop_map(|(digits, decimals, tolerance, unit, rationale)| {
            let decimal = |digits: i128, scale| rust_decimal::Decimal::from_i128_with_scale(digits, scale);
            let value = decimal(digits.into(), decimals);
            Body::Numeric(Number { value, tolerance: decimal(tolerance.into(), 4), decimals, unit, rationale })
        })
}

fn facts() -> impl Strategy<Value = Facts> {
    let part = option::of(select(&Part::ALL[..]));
    let need = option::of(select(&[ClientNeed::ManagementOfCare, ClientNeed::PhysiologicalAdaptation][..]));
    let bloom = option::of(select(&[Bloom::Remember, Bloom::Create][..]));
    let reviewed = option::of((name(), "20[0-9]{2}-0[1-9]-[0-2][1-8]"));
    let texts = (name(), option::of(name()), name(), name());
    (texts, part, need, bloom, option::of(-5_000..=5_000_i32), reviewed).prop_map(
        |((topic, reference, licence, source), part, client_need, bloom, difficulty_milli, reviewed)| Facts {
            topic,
            part,
            client_need,
            bloom,
            difficulty_milli,
            reference,
            language: "fil-PH".into(),
            review: reviewed.map_or(Review::NotYetReviewedByANurseEducator, |(by, on)| Review::Reviewed { by, on }),
            licence,
            source,
        },
    )
}

/// Items with different ids.
pub fn items() -> impl Strategy<Value = Vec<Item>> {
    let body = prop_oneof![options(false), options(true), number()];
    let case = option::of(("[a-z0-9][a-z0-9-]{0,19}", 1..=6_u32));
    let draft = (text(), body, facts(), case, 1..=9_u32).prop_map(|(stem, body, facts, case, version)| {
        let case = case.map(|(case, step)| CaseStep { case, step });
        let stem = rich(&format!("{} what?", rich(&stem).html()));
        Draft { format: FORMAT, id: String::new(), version, stem, body, facts, case }
    });
    vec(draft, 0..6).prop_map(|drafts| {
        let sound = |(at, draft)| Item::new(Draft { id: format!("x-{at}"), ..draft }).expect("a sound item");
        drafts.into_iter().enumerate().map(sound).collect()
    })
}
