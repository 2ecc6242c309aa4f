//! Formatted words become structure: looks are kept, and nothing that could act or fetch comes through.

use forms::rich::Rich;

fn shown(rich: &Rich) -> String {
    let block = |block: &forms::rich::Block| {
        let mark = if block.is_entry {
            "- "
        } else if block.is_heading {
            "# "
        } else {
            ""
        };
        let runs = block.runs.iter().map(|run| {
            let mut text = run.text.clone();
            for (on, sign) in [(run.strong, "**"), (run.emphasis, "_"), (run.underline, "="), (run.code, "`")]
            {
                if on {
                    text = format!("{sign}{text}{sign}");
                }
            }
            run.link.as_ref().map_or(text.clone(), |link| format!("[{text}]({link})"))
        });
        format!("{mark}{}", runs.collect::<String>().trim())
    };
    rich.blocks.iter().map(block).collect::<Vec<_>>().join("|")
}

fn plain(xhtml: &str) -> String {
    Rich::from_xhtml(xhtml).plain()
}

#[test]
fn tags_become_looks() {
    let table = [
        ("<div><p>Read <b>this</b> first</p><p>Then that</p></div>", "Read **this** first|Then that"),
        ("one<br/>two", "one|two"),
        ("<ul><li>one</li><li><i>two</i></li></ul>", "- one|- _two_"),
        ("<span style=\"text-decoration: underline\">u</span>", "=u="),
        ("A&#xa0;&amp;&lt;b", "A\u{a0}&<b"),
        ("<a href='https://nhs.uk/x'>more</a>", "[more](https://nhs.uk/x)"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
    ];
    for (text, wanted) in table {
        assert_eq!(shown(&Rich::from_xhtml(text)), wanted, "{text}");
    }
}

#[test]
fn marks_become_looks() {
    let table = [
        ("**Bold** and *italic* and `code`", "**Bold** and _italic_ and `code`"),
        ("# Title\n\nwords\nmore\n\n- one\n- two", "# Title|words more|- one|- two"),
        ("line  \nbroken", "line|broken"),
        ("[more](https://nhs.uk)", "[more](https://nhs.uk)"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("1. first\n2. second", "- 1. first|- 2. second"),
    ];
    for (text, wanted) in table {
        assert_eq!(shown(&Rich::from_markdown(text)), wanted, "{text}");
    }
}

#[test]
fn nothing_that_acts_or_fetches_comes_through() {
    let table = [
        ("a<script>alert(1)</script>b", "ab", "script"),
        ("a<style>p{}</style>b", "ab", "style"),
        ("a<img src='https://tracker.example/x.png' alt='a door'>b", "aa doorb", "img"),
        ("<iframe src='x'>y</iframe>z", "z", "iframe"),
        ("<button onclick='x()'>go</button>", "go", "button"),
    ];
    for (text, words, left_out) in table {
        let rich = Rich::from_xhtml(text);
        assert_eq!(rich.plain(), words, "{text}");
        assert_eq!(rich.left_out, [left_out], "{text}");
    }
    for address in
        ["javascript:alert(1)", "data:text/html,x", "//host/x", "https://x\"onclick=y", " jAvAsCript:x"]
    {
        let rich = Rich::from_xhtml(&format!("<a href='{address}'>x</a>"));
        assert!(rich.blocks.iter().flat_map(|block| &block.runs).all(|run| run.link.is_none()), "{address}");
        let rich = Rich::from_markdown(&format!("[x]({address})"));
        assert!(rich.blocks.iter().flat_map(|block| &block.runs).all(|run| run.link.is_none()), "{address}");
    }
}

#[test]
fn broken_markup_loses_no_words() {
    for text in
        ["<b>open", "</b>closed", "a <b", "&unknown; x", "<", "**open", "[x](", "<!-- never closed", "`"]
    {
        let _ = (Rich::from_xhtml(text), Rich::from_markdown(text));
    }
    assert_eq!(plain("<b>open"), "open");
    assert_eq!(plain("a <b"), "a <b");
    assert_eq!(plain("&unknown; x"), "&unknown; x");
    let deep = "<b>".repeat(15_000) + "x";
    assert_eq!(plain(&deep), "x");
    // Nothing here may be searched to its end again and again.
    for text in ["<a ", "[", "<a href", "*a ", "&"] {
        let _ = (Rich::from_xhtml(&text.repeat(12_000)), Rich::from_markdown(&text.repeat(12_000)));
    }
}
