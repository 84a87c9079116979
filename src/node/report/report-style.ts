/** How a report looks: the dashboard's colours, dark or light as the reader's system is, and always light on paper. */
export const REPORT_STYLE = `
:root{--ground:#eef2f3;--card:#fff;--raised:#f3f6f7;--line:#c0cdd2;--text:#142126;--dim:#4c5f67;--good:#0a6b43;--warn:#7d4f00;--bad:#b3201a;--unseen:#5d6f77;--accent:#0b5f8f;color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{--ground:#0d1316;--card:#141d21;--raised:#1c282d;--line:#33454d;--text:#e4edf0;--dim:#9bb0b8;--good:#4fc98e;--warn:#f2b84b;--bad:#ff7d78;--unseen:#8497a0;--accent:#62b8e8}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:2rem 1.25rem 4rem;color:var(--text);background:var(--ground);font:15px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
h1{font-size:1.6rem;margin:0}
h2{font-size:1.15rem;margin:0 0 .6rem}
h3{font-size:1rem;margin:1rem 0 .3rem}
p{margin:.4rem 0}
section{margin:1rem 0;padding:1rem 1.2rem;background:var(--card);border:1px solid var(--line);border-radius:8px}
.quiet,.utc{color:var(--dim)}
time{white-space:nowrap}
.lead{margin-top:1rem;padding:.7rem 1rem;border-left:.35rem solid currentColor;background:var(--card);font-weight:600}
.good{color:var(--good)}.warn{color:var(--warn);font-weight:600}.bad{color:var(--bad);font-weight:600}
.wide,figure{overflow-x:auto;margin:.5rem 0}
figcaption{color:var(--dim)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
th{font-weight:600;color:var(--dim);white-space:nowrap}
pre{overflow-x:auto;padding:.7rem;background:var(--raised);font:13px/1.45 ui-monospace,"DejaVu Sans Mono",monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.course-picture{min-width:640px}
@page{margin:14mm}
@media print{
:root{--ground:#fff;--raised:#fff;--text:#000;--dim:#333}
body{max-width:none;padding:0;font-size:9.5pt}
section{border:0;padding:0;margin:.7rem 0}
figure,tr,pre,.lead{break-inside:avoid}
h2,h3{break-after:avoid}
thead{display:table-header-group}
.wide,figure{overflow:visible}
th{white-space:normal}
svg.topology,svg.course-picture{min-width:0;max-height:230mm}
}
`;
