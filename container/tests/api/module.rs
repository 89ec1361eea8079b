//! Server modules for tests, put together byte by byte: those of real remotes need a build of their own. Also used by the
//! tests of `src/federation/renderer.rs`.

/// Where `mf_alloc` puts every input.
const INPUT: i64 = 1 << 16;

/// A module with `mf_plan` and `mf_render` given as opcodes; their parameters are pointer and length of the input.
pub(crate) struct Module {
    pub(crate) abi: u32,
    pub(crate) plan: Vec<u8>,
    pub(crate) render: Vec<u8>,
    /// Text in its memory, and where.
    pub(crate) texts: Vec<(i64, String)>,
}

impl Module {
    /// Renders `head`, a line feed and then what it was given; plans `plan`.
    pub(crate) fn echo(plan: &str, head: &str) -> Module {
        let head = format!("{head}\n");
        let len = head.len() as i64;
        let render = [
            &[0x20, 0][..], // local.get $ptr
            &[0x41],
            &leb(len),
            &[0x6b, 0xad],     // i32.const len, i32.sub, i64.extend_i32_u
            &[0x42, 32, 0x86], // i64.const 32, i64.shl
            &[0x20, 1, 0x41],
            &leb(len),
            &[0x6a, 0xad], // local.get $len, i32.const len, i32.add, i64.extend_i32_u
            &[0x84],       // i64.or
        ]
        .concat();
        let plan_at = 8;
        let planned = [&[0x42][..], &leb((plan_at << 32) | plan.len() as i64)].concat();
        Module { abi: mf_abi::VERSION, plan: planned, render, texts: vec![(plan_at, plan.into()), (INPUT - len, head)] }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let text = |text: &str| [&leb(text.len() as i64)[..], text.as_bytes()].concat();
        let export = |name: &str, kind: u8, index: u8| [text(name), vec![kind, index]].concat();
        let code = |opcodes: &[u8]| {
            let body = [&[0], opcodes, &[0x0b]].concat();
            [leb(body.len() as i64), body].concat()
        };
        let abi = [&[0x41][..], &leb(i64::from(self.abi))].concat();
        let alloc = [&[0x41][..], &leb(INPUT)].concat();
        let data = self.texts.iter().map(|(at, said)| [&[0, 0x41][..], &leb(*at), &[0x0b], &text(said)].concat());
        let types: [&[u8]; 4] = [
            &[0x60, 2, 0x7f, 0x7f, 0],       // (i32, i32)
            &[0x60, 0, 1, 0x7f],             // () -> i32
            &[0x60, 1, 0x7f, 1, 0x7f],       // (i32) -> i32
            &[0x60, 2, 0x7f, 0x7f, 1, 0x7e], // (i32, i32) -> i64
        ];
        let exports = [
            export("memory", 2, 0),
            export("mf_abi", 0, 1),
            export("mf_alloc", 0, 2),
            export("mf_plan", 0, 3),
            export("mf_render", 0, 4),
        ];
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        section(&mut wasm, 1, types.map(<[u8]>::to_vec));
        section(&mut wasm, 2, [[text("mf"), text("log"), vec![0, 0]].concat()]);
        section(&mut wasm, 3, [1, 2, 3, 3].map(|kind| vec![kind]));
        section(&mut wasm, 5, [vec![0, 64]]);
        section(&mut wasm, 7, exports);
        section(&mut wasm, 10, [abi, alloc, self.plan.clone(), self.render.clone()].map(|opcodes| code(&opcodes)));
        section(&mut wasm, 11, data.collect::<Vec<_>>());
        wasm
    }
}

fn section(wasm: &mut Vec<u8>, id: u8, entries: impl IntoIterator<Item = Vec<u8>>) {
    let entries: Vec<_> = entries.into_iter().collect();
    let contents = [leb(entries.len() as i64), entries.concat()].concat();
    wasm.push(id);
    wasm.extend(leb(contents.len() as i64));
    wasm.extend(contents);
}

/// Signed, with a byte more than needed at times; below 2^31 that is the same number unsigned.
fn leb(mut value: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
            bytes.push(byte);
            return bytes;
        }
        bytes.push(byte | 0x80);
    }
}
