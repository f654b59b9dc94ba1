using Tureen.Rooms.Limits;
using Tureen.Rooms.Logging;

namespace Tureen.Rooms.Telemetry;

/// <summary>The latest decisions, which an operator sees. Thread-safe. Texts of clients are cut to the length of a line of the log.</summary>
internal sealed class DecisionLog(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Decision> _latest = [];
    private long _lastNumber;

    public void Add(DecisionKind kind, string? roomId, string? who, string text)
    {
        string? room = roomId is null ? null : LogText.Of(roomId);
        string? name = who is null ? null : LogText.Of(who);
        string line = LogText.Of(text);
        DateTimeOffset now = time.GetUtcNow();
        lock (_gate)
        {
            long number = ++_lastNumber;
            int from = Math.Max(_latest.Count - DashboardLimits.MaxRepeatDistance, 0);
            int known = _latest.FindLastIndex(_latest.Count - 1, _latest.Count - from, decision => decision.IsLike(kind, room, name, line));
            if (known >= 0)
            {
                Decision again = _latest[known] with { Number = number, At = now, Count = _latest[known].Count + 1 };
                _latest.RemoveAt(known);
                _latest.Add(again);
                return;
            }

            _latest.Add(new Decision(number, now, kind, room, name, line, 1));
            if (_latest.Count > DashboardLimits.MaxDecisions)
            {
                _latest.RemoveAt(0);
            }
        }
    }

    /// <summary>The decisions after one, the oldest first. Later repetitions of earlier ones are among them.</summary>
    /// <param name="number">The <see cref="Decision.Number"/> of that one; 0 for all that are remembered.</param>
    public IReadOnlyList<Decision> Since(long number)
    {
        lock (_gate)
        {
            return [.. _latest.Where(decision => decision.Number > number)];
        }
    }
}
