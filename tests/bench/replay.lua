-- wrk: asks for the paths of a file in turn, each thread beginning elsewhere, and tells the outcome as one line of JSON.
local started = 0

function setup(thread)
    thread:set("number", started)
    started = started + 1
end

function init(args)
    requests = {}
    for path in io.lines(args[1]) do
        requests[#requests + 1] = wrk.format("GET", path)
    end
    at = math.floor(number * #requests / 2)
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local errors = summary.errors
    print(string.format(
        '{"requests": %d, "microseconds": %d, "bytes": %d, "failed": %d, "p50_us": %d, "p99_us": %d}',
        summary.requests, summary.duration, summary.bytes,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
