import { browserPlatform, Http, type Method } from "glint-client";

const platform = browserPlatform();
const http = new Http(platform.fetch, platform.clock);

/**
 * Return the API's answer as `T`. Throws `ApiError` or `NetworkError`, whose `message` is for people.
 * With a `key` a repeat is carried out once. The shape is not checked: the server encodes its answers from the same models.
 */
export async function request<T>(
  method: Method,
  path: string,
  body?: object,
  key?: string,
): Promise<T> {
  const sent = { method, path, body: body ? JSON.stringify(body) : null };
  return (await http.send(key === undefined ? sent : { ...sent, key })) as T;
}
