import { browserPlatform } from "../client/browser-platform";
import { Http, type Method } from "../client/http";

const platform = browserPlatform();
const http = new Http(platform.fetch, platform.clock);

/**
 * Return the API's answer as `T`. Throws `ApiError` or `NetworkError`, whose `message` is for people.
 * The shape is not checked: the server encodes its answers from the same models.
 */
export async function request<T>(method: Method, path: string, body?: object): Promise<T> {
  return (await http.send({ method, path, body: body ? JSON.stringify(body) : null })) as T;
}
