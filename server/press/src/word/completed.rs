//! What the writer of Word files has no words for, added to the parts before they are packed: the language, the
//! title among the properties, and which rows are heads of tables.
//!
//! Text cannot be mistaken for what is looked for here: in the parts every `<` of a text is escaped.

use crate::{tidy::one_line, wording};
use docx_rs::XMLDocx;
use reports::document::Document;

/// Rows of this height are heads. No other row has a height.
pub(super) const HEAD_ROW: f32 = 1.0;
const HEAD_ROW_WRITTEN: &str = r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#;
const HEAD_ROW_MEANT: &str = "<w:tblHeader />";

/// The parts of a Word file with all that belongs to them.
pub(super) fn completed(mut parts: XMLDocx, document: &Document) -> XMLDocx {
    let language = language(&document.language);
    let author = document.letterhead.first().map_or(String::new(), |service| escaped(service));
    let title = escaped(wording::title(document));
    replace(&mut parts.document, HEAD_ROW_WRITTEN, HEAD_ROW_MEANT);
    replace(
        &mut parts.styles,
        "</w:rPr></w:rPrDefault>",
        &format!(r#"<w:lang w:val="{language}" /></w:rPr></w:rPrDefault>"#),
    );
    replace(&mut parts.doc_props.core, ">unknown<", &format!(">{author}<"));
    replace(
        &mut parts.doc_props.core,
        "</cp:coreProperties>",
        &format!("<dc:language>{language}</dc:language><dc:title>{title}</dc:title></cp:coreProperties>"),
    );
    parts
}

fn replace(part: &mut Vec<u8>, written: &str, meant: &str) {
    // A part is always UTF-8; one that were not would be better left as it is.
    if let Ok(text) = str::from_utf8(part) {
        *part = text.replace(written, meant).into_bytes();
    }
}

/// The language tag; what is no tag is taken for British English.
fn language(tag: &str) -> &str {
    let is_tag = !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_tag { tag } else { "en-GB" }
}

fn escaped(text: &str) -> String {
    one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
