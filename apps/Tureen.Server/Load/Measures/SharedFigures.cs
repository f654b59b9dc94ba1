using System.Collections.Concurrent;
using Tureen.Ortc;

namespace Tureen.Server.Load.Measures;

/// <summary>What all participants add to. Any thread may use it. All times are in milliseconds.</summary>
internal sealed class SharedFigures
{
    /// <summary>Kinds of errors. A server that answers everybody with another text must not fill the memory.</summary>
    private const int MaxErrors = 100;

    private readonly Distribution[] _latency = [new(), new()];
    private readonly Distribution[] _jitter = [new(), new()];
    private readonly Distribution[] _first = [new(), new()];
    private readonly ConcurrentDictionary<string, int> _errors = new(StringComparer.Ordinal);
    private int _failed;

    /// <summary>From the start of joining until the participant is in the room.</summary>
    public Distribution JoinTime { get; } = new();

    /// <summary>Participants that did not join, or lost their connection.</summary>
    public int Failed => Volatile.Read(ref _failed);

    /// <summary>The errors and how often each happened.</summary>
    public IReadOnlyDictionary<string, int> Errors => _errors;

    /// <summary>From capture to arrival.</summary>
    public Distribution LatencyOf(MediaKind kind) => _latency[(int)kind];

    /// <summary>One value for each stream.</summary>
    public Distribution JitterOf(MediaKind kind) => _jitter[(int)kind];

    /// <summary>From the start of joining or of the track, the later of the two, until something is to be heard or seen.</summary>
    public Distribution FirstOf(MediaKind kind) => _first[(int)kind];

    public void AddFailure(string error)
    {
        Interlocked.Increment(ref _failed);
        AddError(error);
    }

    public void AddError(string error)
    {
        if (_errors.Count < MaxErrors || _errors.ContainsKey(error))
        {
            _errors.AddOrUpdate(error, 1, static (_, count) => count + 1);
        }
    }
}
