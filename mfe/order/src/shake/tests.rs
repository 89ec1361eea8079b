use wasm_encoder::{
    ConstExpr, ElementSection, Elements, EntityType, ExportKind, Function, Instruction, RefType, TableSection, TableType,
    TypeSection,
};
use wasmparser::Validator;

use super::*;

/// Imports `a` and `b`; functions 2 to 6: `wanted` calls 3, which calls import `b`; `unwanted` calls 5 and import `a`; a table holds 6.
fn sample() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let mut imports = ImportSection::new();
    imports.import("host", "a", EntityType::Function(0)).import("host", "b", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    (2..=6).for_each(|_| {
        functions.function(0);
    });
    let mut tables = TableSection::new();
    tables.table(TableType { element_type: RefType::FUNCREF, table64: false, minimum: 1, maximum: None, shared: false });
    let mut exports = ExportSection::new();
    exports.export("wanted", ExportKind::Func, 2).export("unwanted", ExportKind::Func, 4).export("table", ExportKind::Table, 0);
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions([6].as_slice().into()));
    let mut code = CodeSection::new();
    for calls in [&[3][..], &[1], &[5, 0], &[], &[]] {
        let mut body = Function::new([]);
        for &function in calls {
            body.instruction(&Instruction::Call(function));
        }
        code.function(body.instruction(&Instruction::End));
    }
    let mut names = NameSection::new();
    let mut map = NameMap::new();
    for (index, name) in [(0, "a"), (1, "b"), (2, "two"), (3, "three"), (4, "four"), (5, "five"), (6, "six")] {
        map.append(index, name);
    }
    names.functions(&map);
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&exports)
        .section(&elements)
        .section(&code);
    module.section(&names);
    module.finish()
}

/// The functions of a module by their names, each with those that it calls.
fn told(wasm: &[u8]) -> Vec<String> {
    let graph = Graph::read(wasm, &|_| true).expect("readable");
    let mut names = vec![String::new(); graph.calls.len()];
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::CustomSection(section) = payload.expect("readable")
            && let wasmparser::KnownCustom::Name(all) = section.as_known()
        {
            for part in all {
                if let Name::Function(map) = part.expect("readable") {
                    map.into_iter()
                        .map(|naming| naming.expect("readable"))
                        .for_each(|naming| names[naming.index as usize] = naming.name.into());
                }
            }
        }
    }
    let calls = |of: &Vec<u32>| of.iter().map(|&function| names[function as usize].clone()).collect::<Vec<_>>().join(" ");
    names.iter().zip(&graph.calls).map(|(name, of)| format!("{name}: {}", calls(of))).collect()
}

#[test]
fn what_no_wanted_export_reaches_is_gone() {
    let before = sample();
    Validator::new().validate_all(&before).expect("valid");
    assert_eq!(told(&before), ["a: ", "b: ", "two: three", "three: b", "four: a five", "five: ", "six: "]);
    let after = shake(&before, |name| name == "wanted").expect("shaken");
    Validator::new().validate_all(&after).expect("valid");
    // A table may be called by whoever has it.
    assert_eq!(told(&after), ["b: ", "two: three", "three: b", "six: "]);
    assert_eq!(shake(&after, |name| name == "wanted").expect("shaken"), after, "nothing more goes");
}

#[test]
fn all_that_is_wanted_stays() {
    assert_eq!(told(&shake(&sample(), |_| true).expect("shaken")), told(&sample()));
}

#[test]
fn what_is_no_module_is_an_error() {
    assert!(matches!(shake(b"not wasm", |_| true), Err(Error::Read(_))));
    let whole = sample();
    for length in 9..whole.len() {
        let _ = shake(&whole[..length], |_| true);
    }
}
