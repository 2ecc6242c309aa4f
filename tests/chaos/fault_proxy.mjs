// A network that misbehaves: it stands before the server, and for each connection draws what goes wrong.
import { connect, createServer } from "node:net";

/** Everything that can go wrong with a connection, by name. */
export const FAULTS = ["fine", "slow", "refused", "cut on the way there", "cut on the way back", "reply swallowed", "broken gateway", "somebody else's page"];

const GATEWAY = "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 24\r\nconnection: close\r\n\r\n<h1>502 Bad Gateway</h1>";
const PORTAL = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 32\r\nconnection: close\r\n\r\n<h1>Welcome to our Wi-Fi</h1>\r\n\r\n";

/** Stands before the port of a server. `proxy.bad` switches the weather; `proxy.port` is where it is reached. */
export async function faultProxy(port, dice) {
  const proxy = { bad: false, met: new Map() };
  const open = new Set();
  const listener = createServer((near) => {
    const fault = proxy.bad ? FAULTS[dice.between(0, FAULTS.length - 1)] : "fine";
    proxy.met.set(fault, (proxy.met.get(fault) ?? 0) + 1);
    open.add(near);
    near.on("close", () => open.delete(near)).on("error", () => {});
    if (fault === "refused") return near.destroy();
    if (fault === "broken gateway") return near.once("data", () => near.end(GATEWAY));
    if (fault === "somebody else's page") return near.once("data", () => near.end(PORTAL));
    const far = connect(port, "127.0.0.1").on("error", () => near.destroy());
    near.on("close", () => far.destroy());
    far.on("close", () => near.end());
    const there = fault === "cut on the way there" ? dice.between(1, 3000) : Infinity;
    const back = { "cut on the way back": dice.between(1, 3000), "reply swallowed": 0 }[fault] ?? Infinity;
    const wait = fault === "slow" ? dice.between(200, 2000) : 0;
    carry(near, far, there, wait);
    carry(far, near, back, wait);
  });
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  proxy.port = listener.address().port;
  /** Ends every connection: those that were opened in bad weather keep their fault. */
  proxy.renew = () => { for (const socket of open) socket.destroy(); };
  proxy.close = () => { proxy.renew(); listener.close(); };
  return proxy;
}

/** Carries bytes, late, and cuts both ends after so many of them. */
function carry(from, to, most, wait) {
  let left = most;
  from.on("data", (bytes) => {
    const part = bytes.subarray(0, left);
    left -= part.length;
    const send = () => {
      if (part.length && to.writable) to.write(part);
      if (left <= 0) { from.destroy(); to.destroy(); }
    };
    if (wait) setTimeout(send, wait); else send();
  });
}
