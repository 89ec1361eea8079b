//! As JSON in the browser: a plain string.

use std::borrow::Cow;

use miniserde::{Deserialize, Result, Serialize, de::Visitor, make_place, ser};

use super::RichText;

make_place!(Place);

impl Visitor for Place<RichText> {
    fn string(&mut self, text: &str) -> Result<()> {
        self.out = Some(RichText(text.to_owned()));
        Ok(())
    }
}

impl Deserialize for RichText {
    fn begin(out: &mut Option<Self>) -> &mut dyn Visitor {
        Place::new(out)
    }
}

impl Serialize for RichText {
    fn begin(&self) -> ser::Fragment<'_> {
        ser::Fragment::Str(Cow::Borrowed(&self.0))
    }
}
