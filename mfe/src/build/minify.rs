//! Making scripts and stylesheets small.

use lightningcss::{
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet},
    targets::{Browsers, Targets},
};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc_diagnostics::Diagnostics;
use oxc_minifier::{CompressOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_semantic::SemanticBuilder;
use oxc_span::SourceType;

/// A mistake in a source: byte offset and message.
#[derive(Debug, PartialEq)]
pub struct Mistake {
    /// Where, in bytes from the start.
    pub offset: usize,
    /// What.
    pub message: String,
}

/// `source`, an ES module, in as few bytes as oxc can.
///
/// # Errors
/// It is no valid module.
pub fn script(source: &str) -> Result<String, Mistake> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::mjs()).parse();
    first_mistake(&parsed.diagnostics)?;
    let mut program = parsed.program;
    // Finds what the grammar alone allows, such as one name declared twice by two concatenated modules.
    let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&program);
    first_mistake(&checked.diagnostics)?;
    let options = MinifierOptions { compress: Some(CompressOptions::smallest()), ..MinifierOptions::default() };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let options = CodegenOptions { minify: true, comments: CommentOptions::disabled(), ..CodegenOptions::default() };
    Ok(Codegen::new().with_options(options).with_scoping(minified.scoping).build(&program).code)
}

fn first_mistake(diagnostics: &Diagnostics) -> Result<(), Mistake> {
    let Some(diagnostic) = diagnostics.errors().next() else {
        return Ok(());
    };
    let offset = diagnostic.labels.first().map_or(0, |label| label.offset() as usize);
    Err(Mistake { offset, message: diagnostic.message.to_string() })
}

/// Browsers older than these lack something that the client modules need anyway.
const BROWSERS: Browsers = Browsers {
    android: Some(111 << 16),
    chrome: Some(111 << 16),
    edge: Some(111 << 16),
    firefox: Some(113 << 16),
    ie: None,
    ios_saf: Some(16 << 16 | 4 << 8),
    opera: Some(97 << 16),
    safari: Some(16 << 16 | 4 << 8),
    samsung: Some(22 << 16),
};

/// `source`, a stylesheet, in as few bytes as lightningcss can; newer syntax (nesting) is lowered.
///
/// # Errors
/// It is no valid stylesheet.
pub fn style(source: &str) -> Result<String, Mistake> {
    let targets = Targets::from(BROWSERS);
    let mistake =
        |line: u32, column: u32, message: String| Mistake { offset: offset_of(source, line as usize, column as usize), message };
    let mut sheet = StyleSheet::parse(source, ParserOptions::default()).map_err(|error| {
        let (line, column) = error.loc.as_ref().map_or((0, 1), |loc| (loc.line, loc.column));
        mistake(line, column, error.kind.to_string())
    })?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| {
        let (line, column) = error.loc.as_ref().map_or((0, 1), |loc| (loc.line, loc.column));
        mistake(line, column, error.kind.to_string())
    })?;
    let printed = sheet.to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() });
    printed.map(|printed| printed.code).map_err(|error| mistake(0, 1, error.to_string()))
}

fn offset_of(source: &str, line: usize, column: usize) -> usize {
    let before: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    (before + column.saturating_sub(1)).min(source.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_get_smaller_and_keep_their_exports() {
        let small = script("/** A comment. */\nfunction unused() {}\nexport function create(guard) { const long_name = guard(1); return [long_name, long_name]; }").expect("valid");
        assert!(
            small.contains("create") && !small.contains("long_name") && !small.contains("unused") && !small.contains("comment"),
            "{small}"
        );
    }

    #[test]
    fn mistakes_have_a_place() {
        assert_eq!(script("let a = 1;\nlet b = ;").expect_err("invalid").offset, 19);
        assert!(script("const a = 1;\nconst a = 2;").expect_err("declared twice").message.contains('a'));
        let mistake = style("a { color: red }\n}").expect_err("invalid");
        assert!(mistake.offset >= 17, "{mistake:?}");
    }

    #[test]
    fn styles_get_smaller_and_nesting_is_lowered() {
        assert_eq!(style(".card { & h2 { color: #ff0000; } }").expect("valid"), ".card h2{color:red}");
    }
}
