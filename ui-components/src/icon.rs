use leptos::prelude::*;

/// The pictures there are; each is one path of a 24 × 24 grid.
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

    /// The value of the path's `d`.
    pub const fn path(self) -> &'static str {
        match self {
            Glyph::ArrowLeft => "M19 12H5m6-6-6 6 6 6",
            Glyph::ArrowRight => "M5 12h14m-6-6 6 6-6 6",
            Glyph::Chart => "M4 4v16h16M8 16l4-5 3 3 5-7",
            Glyph::Check => "m5 12.5 4.5 4.5L19 7.5",
            Glyph::Clock => "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7.5V12l3 2",
            Glyph::Cloud => "M7 18a4 4 0 0 1-.5-8 6 6 0 0 1 11.5 1.5A3.3 3.3 0 0 1 17.5 18zm2.5-4.5 2 2 3-3.5",
            Glyph::CloudOff => "m4 4 16 16M7 18a4 4 0 0 1-.5-8l1-.2M10 6.5a6 6 0 0 1 8 5 3.3 3.3 0 0 1 2 4.5M16 18H7",
            Glyph::Cross => "m6 6 12 12m0-12L6 18",
            Glyph::Exams => "M9 4H7a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2h-2M9 3h6v3H9zm0 8h6m-6 4h4",
            Glyph::Flag => "M6 21V4h11l-2 4 2 4H6",
            Glyph::Home => "m4 11 8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z",
            Glyph::Info => "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 11v5m0-8v.01",
            Glyph::LogOut => "M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8m-4-8h10m-4-4 4 4-4 4",
            Glyph::Menu => "M4 7h16M4 12h16M4 17h16",
            Glyph::Moon => "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
            Glyph::Sun => {
                "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0m4-9v1.5m0 15V21m-9-9h1.5m15 0H21M5.6 5.6l1 1m10.8 10.8 1 1m-12.8 0 1-1M17.4 6.6l1-1"
            }
            Glyph::System => "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2m4 16h6",
            Glyph::User => "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 21c1-4 4-6 8-6s7 2 8 6",
            Glyph::Warning => "M12 4 2.5 20h19zm0 6v4m0 3v.01",
        }
    }
}

/// A picture beside a text; screen readers pass over it.
#[component]
pub fn Icon(
    /// Which one.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d=glyph.path()></path>
        </svg>
    }
}
