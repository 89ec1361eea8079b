import { chromium } from '@playwright/test';
import { launchOptions } from './fixtures/browser.js';
const b=await chromium.launch(launchOptions); const c=await b.newContext({viewport:{width:390,height:844}}); const p=await c.newPage();
for (const path of ['/','/login']) { await p.goto('http://127.0.0.1:3200'+path); await p.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
console.log(path, await p.evaluate(()=>{const w=document.documentElement.clientWidth;return document.documentElement.scrollWidth+' '+[...document.body.querySelectorAll('*')].filter(e=>e.getBoundingClientRect().right>w+1).map(e=>e.tagName+'.'+e.className+' '+Math.round(e.getBoundingClientRect().right)).join('\n')}));
await p.screenshot({path:'/tmp/play/s.png'}); }
await b.close();
