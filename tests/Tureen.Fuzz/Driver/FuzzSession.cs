using System.Diagnostics;
using Tureen.Engine.Primitives;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Targets;

namespace Tureen.Fuzz.Driver;

/// <summary>Fuzzes one target for some time, or for so many packets, and keeps what it finds.</summary>
internal sealed class FuzzSession : IDisposable
{
    /// <summary>Bytes of managed memory that a session may keep: caches and tables that grow to their bounds.</summary>
    public const long MaxGrowth = 32 << 20;

    private const int MaxFindings = 20;
    private const int SlowRepeats = 5;
    private const int WarmUpRuns = 2_000;

    /// <summary>What one packet may take on an idle machine.</summary>
    private static readonly TimeSpan SlowLimit = TimeSpan.FromMilliseconds(20);

    private readonly TargetEntry _entry;
    private readonly Findings _findings;
    private readonly CoverageMap _map = new();
    private readonly Watchdog _watchdog = new();
    private readonly CurrentInput _current;
    private readonly Runner _runner;
    private readonly Corpus _corpus;
    private readonly InputMutator _mutator;
    private TimeSpan _slowest;
    private int _slow;
    private long _memoryAtStart;

    public FuzzSession(TargetEntry entry, ulong seed)
    {
        _entry = entry;
        _findings = new Findings(entry.Name);
        _current = new CurrentInput(FuzzFolder.CurrentOf(entry.Name));
        _map.Attach();
        _runner = new Runner(entry.Create);
        var random = new SeededRandomSource(seed);
        _corpus = new Corpus(random);
        _mutator = new InputMutator(random, _runner.Target.Shape, _runner.Target.Tokens);
    }

    /// <param name="known">Inputs to begin with, besides the seeds.</param>
    /// <param name="duration">How long.</param>
    /// <param name="packets">How many packets instead; null for the time.</param>
    public TargetReport Run(IEnumerable<byte[]> known, TimeSpan duration, long? packets)
    {
        long startedAt = Stopwatch.GetTimestamp();
        foreach (byte[] input in _runner.Target.Seeds.Concat(known))
        {
            _corpus.Add(input);
            Try(input);
        }

        while (!IsOver(startedAt, duration, packets))
        {
            byte[] input = _mutator.Mutate(_corpus.Pick(), _corpus.Pick());
            if (Try(input))
            {
                _corpus.Add(input);
                Corpus.Append(FuzzFolder.NewOf(_entry.Name), [input]);
            }

            if (_memoryAtStart == 0 && _runner.Runs >= WarmUpRuns)
            {
                _memoryAtStart = Memory();
            }
        }

        return Report(Stopwatch.GetElapsedTime(startedAt));
    }

    public void Dispose()
    {
        _runner.Dispose();
        _watchdog.Dispose();
        _current.Dispose();
        _map.Dispose();
    }

    private bool IsOver(long startedAt, TimeSpan duration, long? packets)
    {
        bool isEnough = packets is { } wanted ? _runner.Given >= wanted : Stopwatch.GetElapsedTime(startedAt) >= duration;
        return isEnough || _findings.Count >= MaxFindings;
    }

    private Finding? RunOnce(byte[] input)
    {
        _map.Clear();
        _current.Set(_runner.Runs + 1, input);
        _watchdog.Begin();
        Finding? finding = _runner.Run(input);
        _watchdog.End();
        return finding;
    }

    /// <summary>True when the input went somewhere new and nothing is wrong with it.</summary>
    private bool Try(byte[] input)
    {
        Finding? finding = RunOnce(input);
        if (finding is not null)
        {
            HandleFinding(input, finding);
            return false;
        }

        bool isNew = _map.Merge();
        if (_runner.Target.Slowest > SlowLimit)
        {
            HandleSlow(input);
        }
        else
        {
            _slowest = Max(_slowest, _runner.Target.Slowest);
        }

        return isNew;
    }

    private void HandleFinding(byte[] input, Finding finding)
    {
        if (!_findings.TryAdd(finding, _runner.Runs))
        {
            return;
        }

        bool isRepeatable = RunOnce(input)?.Signature == finding.Signature;
        byte[] least = isRepeatable ? new Minimizer(RunOnce, _runner.Target.Shape, finding).Minimize(input) : input;
        _findings.Save(finding, least, isRepeatable);
    }

    /// <summary>A busy machine makes any input slow once; only what is slow each time is the input's fault.</summary>
    private void HandleSlow(byte[] input)
    {
        TimeSpan least = _runner.Target.Slowest;
        for (int i = 0; i < SlowRepeats && least > SlowLimit; i++)
        {
            if (RunOnce(input) is not null)
            {
                return;
            }

            least = _runner.Target.Slowest < least ? _runner.Target.Slowest : least;
        }

        _slowest = Max(_slowest, least);
        if (least > SlowLimit)
        {
            _slow++;
            _findings.SaveSlow(input, least);
        }
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private long Memory() => GC.GetTotalMemory(forceFullCollection: true) - _corpus.Size;

    private TargetReport Report(TimeSpan elapsed) => new()
    {
        Target = _entry.Name,
        Runs = _runner.Runs,
        Given = _runner.Given,
        Seconds = elapsed.TotalSeconds,
        Edges = _map.Edges,
        Corpus = _corpus.Count,
        Found = _findings.Count,
        Slow = _slow,
        SlowestMilliseconds = _slowest.TotalMilliseconds,
        Growth = _memoryAtStart == 0 ? 0 : Memory() - _memoryAtStart,
    };
}
