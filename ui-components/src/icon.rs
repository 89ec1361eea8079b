use leptos::prelude::*;

/// The pictures there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Glyph {
    ArrowLeft,
    ArrowRight,
    Chart,
    Check,
    Clock,
    Cloud,
    CloudOff,
    Cross,
    Exams,
    Flag,
    Home,
    Info,
    LogOut,
    Menu,
    Moon,
    Sun,
    System,
    User,
    Warning,
}

impl Glyph {
    /// Every glyph, for the gallery.
    pub const ALL: [Glyph; 19] = [
        Glyph::ArrowLeft,
        Glyph::ArrowRight,
        Glyph::Chart,
        Glyph::Check,
        Glyph::Clock,
        Glyph::Cloud,
        Glyph::CloudOff,
        Glyph::Cross,
        Glyph::Exams,
        Glyph::Flag,
        Glyph::Home,
        Glyph::Info,
        Glyph::LogOut,
        Glyph::Menu,
        Glyph::Moon,
        Glyph::Sun,
        Glyph::System,
        Glyph::User,
        Glyph::Warning,
    ];

    /// The class that draws it; the pictures themselves are in style/05-icons.css.
    pub const fn class(self) -> &'static str {
        match self {
            Glyph::ArrowLeft => "icon icon--arrow-left",
            Glyph::ArrowRight => "icon icon--arrow-right",
            Glyph::Chart => "icon icon--chart",
            Glyph::Check => "icon icon--check",
            Glyph::Clock => "icon icon--clock",
            Glyph::Cloud => "icon icon--cloud",
            Glyph::CloudOff => "icon icon--cloud-off",
            Glyph::Cross => "icon icon--cross",
            Glyph::Exams => "icon icon--exams",
            Glyph::Flag => "icon icon--flag",
            Glyph::Home => "icon icon--home",
            Glyph::Info => "icon icon--info",
            Glyph::LogOut => "icon icon--log-out",
            Glyph::Menu => "icon icon--menu",
            Glyph::Moon => "icon icon--moon",
            Glyph::Sun => "icon icon--sun",
            Glyph::System => "icon icon--system",
            Glyph::User => "icon icon--user",
            Glyph::Warning => "icon icon--warning",
        }
    }
}

/// A picture beside a text; screen readers pass over it.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
) -> impl IntoView {
    view! { <span class=glyph.class() aria-hidden="true"></span> }
}
