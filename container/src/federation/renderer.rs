//! Server modules in wasmtime: a fresh instance for every call, out of a pool, with limits on memory and time.

use std::{path::Path, sync::Arc, time::Duration};

use wasmtime::{
    Cache, CacheConfig, Caller, Config, Enabled, Engine, InstanceAllocationStrategy, InstancePre, Linker, Module, OptLevel,
    PoolingAllocationConfig, RegallocAlgorithm, Store, StoreLimits, StoreLimitsBuilder,
};

use super::{Error, incremental::Functions};

/// The clock of deadlines: an instance is looked at this often.
const TICK: Duration = Duration::from_millis(5);
/// zstd's level for machine code on the disk while developing: a developer waits for it, and nobody for the disk.
const FAST: i32 = 1;
/// What one call may take. A render of the largest exam takes well under a millisecond; this stops endless loops.
const DEADLINE: Duration = Duration::from_millis(250);
/// What one instance may hold.
const MEMORY: usize = 64 << 20;
/// Calls at the same time; each costs address space, not memory.
const INSTANCES: u32 = 64;

/// The engine that all server modules share.
pub struct Renderer {
    engine: Engine,
    linker: Linker<Sandbox>,
}

/// One compiled server module.
pub struct ServerModule {
    release: String,
    ready: InstancePre<Sandbox>,
}

impl std::fmt::Debug for ServerModule {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.release)
    }
}

/// What an instance's one import can reach.
struct Sandbox {
    limits: StoreLimits,
    log: String,
}

/// Text that a module logged beyond this is dropped.
const LOG: usize = 4096;

impl Renderer {
    /// An engine that keeps its machine code in `cache`. In a hurry (`dev`) that code is quickly made rather than quick: a developer
    /// waits for it after every save.
    ///
    /// # Errors
    /// This machine can't run it.
    pub fn new(cache: &Path, dev: bool) -> wasmtime::Result<Renderer> {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_core_instances(INSTANCES).total_memories(INSTANCES).total_tables(INSTANCES).max_memory_size(MEMORY);
        // Instances that were just used stay warm: their pages are reset, not unmapped. Where the kernel (Linux 6.7) can tell
        // which pages were written to, only those are; elsewhere all up to the limit, so that a high one would cost more.
        let scans = PoolingAllocationConfig::is_pagemap_scan_available();
        pool.pagemap_scan(if scans { Enabled::Yes } else { Enabled::No });
        pool.linear_memory_keep_resident(if scans { 8 << 20 } else { 1 << 20 });
        pool.table_keep_resident(64 << 10).table_elements(20_000);
        let mut kept = CacheConfig::new();
        kept.with_directory(cache);
        if dev {
            kept.with_baseline_compression_level(FAST);
        }
        let mut config = Config::new();
        config
            .allocation_strategy(InstanceAllocationStrategy::Pooling(pool))
            .epoch_interruption(true)
            .cranelift_opt_level(if dev { OptLevel::None } else { OptLevel::Speed })
            .cache(Some(Cache::new(kept)?));
        if dev {
            // Not for what others send in; the developer's own modules compile in two thirds of the time with it.
            config.cranelift_regalloc_algorithm(RegallocAlgorithm::SinglePass);
            config.enable_incremental_compilation(Arc::new(Functions::default()))?;
        }
        let engine = Engine::new(&config)?;
        let ticker = engine.clone();
        std::thread::Builder::new().name("epochs".into()).spawn(move || {
            loop {
                std::thread::sleep(TICK);
                ticker.increment_epoch();
            }
        })?;
        let mut linker = Linker::new(&engine);
        linker.func_wrap("mf", "log", |mut caller: Caller<'_, Sandbox>, ptr: u32, len: u32| {
            let Some(memory) = caller.get_export("memory").and_then(wasmtime::Extern::into_memory) else {
                return;
            };
            let (data, sandbox) = memory.data_and_store_mut(&mut caller);
            let end = (ptr as usize).saturating_add(len as usize).min(data.len());
            let text = String::from_utf8_lossy(data.get(ptr as usize..end).unwrap_or_default());
            let room = LOG.saturating_sub(sandbox.log.len());
            sandbox.log.extend(text.chars().take(room));
        })?;
        Ok(Renderer { engine, linker })
    }

    /// Compiles a server module, or takes its machine code from the disk.
    ///
    /// # Errors
    /// It is no module, or lacks the ABI.
    pub fn compile(&self, release: &str, bytes: &[u8]) -> Result<ServerModule, Error> {
        let fail = |error: wasmtime::Error| Error::Module { release: release.to_owned(), reason: format!("{error:#}") };
        let module = Module::from_binary(&self.engine, bytes).map_err(fail)?;
        let mut linker = self.linker.clone();
        // What wasm-bindgen leaves behind in a server build is never called while rendering.
        linker.define_unknown_imports_as_traps(&module).map_err(fail)?;
        let module = ServerModule { release: release.to_owned(), ready: linker.instantiate_pre(&module).map_err(fail)? };
        let (mut store, instance) = self.instance(&module).map_err(fail)?;
        let abi =
            instance.get_typed_func::<(), u32>(&mut store, "mf_abi").and_then(|abi| abi.call(&mut store, ())).map_err(fail)?;
        if abi != mf_abi::VERSION {
            let reason = format!("it speaks ABI {abi}, this container speaks {}", mf_abi::VERSION);
            return Err(Error::Module { release: release.to_owned(), reason });
        }
        Ok(module)
    }

    fn instance(&self, module: &ServerModule) -> wasmtime::Result<(Store<Sandbox>, wasmtime::Instance)> {
        let limits = StoreLimitsBuilder::new().memory_size(MEMORY).instances(1).memories(1).tables(1).build();
        let mut store = Store::new(&self.engine, Sandbox { limits, log: String::new() });
        store.limiter(|sandbox| &mut sandbox.limits);
        store.set_epoch_deadline((DEADLINE.as_millis() / TICK.as_millis()) as u64);
        let instance = module.ready.instantiate(&mut store)?;
        Ok((store, instance))
    }

    /// Calls `mf_plan` or `mf_render` with text, in a fresh instance.
    ///
    /// # Errors
    /// The module trapped, took too long or too much, or answered with something other than text.
    pub fn call(&self, module: &ServerModule, entry: &'static str, input: &str) -> Result<String, Error> {
        let fail = |reason: String| Error::Trap { release: module.release.clone(), entry, reason };
        let (mut store, instance) = self.instance(module).map_err(|error| fail(format!("{error:#}")))?;
        let outcome = exchange(&mut store, &instance, entry, input);
        outcome.map_err(|error| {
            let log = std::mem::take(&mut store.data_mut().log);
            // The panic message tells more than the `unreachable` it ends in.
            fail(if log.is_empty() { format!("{error:#}") } else { log })
        })
    }
}

fn exchange(store: &mut Store<Sandbox>, instance: &wasmtime::Instance, entry: &str, input: &str) -> wasmtime::Result<String> {
    let memory = instance.get_memory(&mut *store, "memory").ok_or_else(|| wasmtime::format_err!("it exports no memory"))?;
    let alloc = instance.get_typed_func::<u32, u32>(&mut *store, "mf_alloc")?;
    let len = u32::try_from(input.len())?;
    let at = alloc.call(&mut *store, len)?;
    memory.write(&mut *store, at as usize, input.as_bytes())?;
    let packed = instance.get_typed_func::<(u32, u32), u64>(&mut *store, entry)?.call(&mut *store, (at, len))?;
    let (at, len) = ((packed >> 32) as usize, (packed & 0xffff_ffff) as usize);
    let bytes = memory
        .data(&*store)
        .get(at..at.saturating_add(len))
        .ok_or_else(|| wasmtime::format_err!("its answer lies outside its memory"))?;
    Ok(String::from_utf8(bytes.to_vec())?)
}

#[cfg(test)]
#[path = "../../tests/api/module.rs"]
mod module;

#[cfg(test)]
mod tests {
    use super::{module::Module as Probe, *};

    fn compiled(probe: &Probe) -> (Renderer, Result<ServerModule, Error>) {
        let folder = tempfile::tempdir().expect("a folder");
        let renderer = Renderer::new(folder.path(), false).expect("wasmtime runs here");
        let compiled = renderer.compile("probe@1.0.0", &probe.bytes());
        (renderer, compiled)
    }

    /// What `mf_render` with these opcodes answers.
    fn rendered(opcodes: &[u8]) -> Result<String, Error> {
        let (renderer, module) = compiled(&Probe { render: opcodes.to_vec(), ..Probe::echo("it broke", "") });
        renderer.call(&module.expect("compiles"), "mf_render", "")
    }

    #[test]
    fn text_goes_in_and_out() {
        let (renderer, module) = compiled(&Probe::echo("a plan", "{}"));
        let module = module.expect("compiles");
        assert_eq!(renderer.call(&module, "mf_render", "kumusta").expect("echoes"), "{}\nkumusta");
        assert_eq!(renderer.call(&module, "mf_plan", "kumusta").expect("plans"), "a plan");
    }

    #[test]
    fn a_trap_reports_what_was_logged() {
        // i32.const 8, i32.const 8, call $log, unreachable
        let error = rendered(&[0x41, 8, 0x41, 8, 0x10, 0, 0]).expect_err("traps");
        assert!(error.to_string().contains("it broke"), "{error}");
    }

    #[test]
    fn an_instance_finds_nothing_of_the_one_before() {
        // For two addresses, in the first page and beyond the first megabyte: i32.const, i32.load8_u, if, unreachable, end,
        // i32.const, i32.const 1, i32.store8. Then i64.const 0.
        let mark = |address: &[u8]| {
            [&[0x41], address, &[0x2d, 0, 0, 0x04, 0x40, 0, 0x0b, 0x41], address, &[0x41, 1, 0x3a, 0, 0]].concat()
        };
        let render = [&mark(&[0x80, 0x08])[..], &mark(&[0x80, 0x80, 0xc0, 0x01]), &[0x42, 0]].concat();
        let (renderer, module) = compiled(&Probe { render, ..Probe::echo("", "") });
        let module = module.expect("compiles");
        for call in 0..300 {
            assert!(renderer.call(&module, "mf_render", "").is_ok(), "call {call} saw the mark of another");
        }
    }

    #[test]
    fn an_endless_loop_ends() {
        // loop, br 0, end, i64.const 0
        assert!(rendered(&[0x03, 0x40, 0x0c, 0, 0x0b, 0x42, 0]).is_err());
    }

    #[test]
    fn memory_is_capped() {
        // i32.const 2000, memory.grow, i64.extend_i32_s
        let error = rendered(&[0x41, 0xd0, 0x0f, 0x40, 0, 0xac]).expect_err("the grow fails, so the answer is nonsense");
        assert!(error.to_string().contains("outside its memory"), "{error}");
    }

    #[test]
    fn another_abi_is_refused() {
        let refused = compiled(&Probe { abi: 99, ..Probe::echo("", "") }).1.expect_err("refused");
        assert!(refused.to_string().contains("ABI 99"), "{refused}");
    }
}
