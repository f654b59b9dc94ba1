using System.Collections.Concurrent;
using System.Diagnostics;
using Tureen.Ortc;
using Tureen.Server.Load.Measures;
using Tureen.Server.Load.Reports;
using Tureen.Server.Load.Scenarios;

namespace Tureen.Server.Load.Participants;

/// <summary>One load, from the first to join to the report.</summary>
internal sealed class LoadRun
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long packets may be under way after the last was sent.</summary>
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan SettleStep = TimeSpan.FromMilliseconds(200);

    private readonly LoadEnvironment _environment;
    private readonly LoadPlace[] _places;
    private readonly ConcurrentDictionary<LoadPlace, Participant> _participants = new();
    private readonly ConcurrentBag<ReceivedTotals> _gone = [];
    private readonly List<Task> _joining = [];
    private readonly LoadTimeline _timeline;
    private readonly Random _random;
    private long _wanted;
    private long _left;
    private volatile string _phase = "joining";

    private LoadRun(LoadEnvironment environment)
    {
        _environment = environment;
        _random = environment.NewRandom();
        _places = [.. PlacesOf(environment.Scenario, _random)];
        _timeline = new LoadTimeline(() => environment.Now);
    }

    private LoadScenario Scenario => _environment.Scenario;

    /// <summary>Runs a load.</summary>
    /// <param name="scenario">What to do.</param>
    /// <param name="report">Gets how far it is, each second.</param>
    /// <param name="stop">Ends it early, with a report.</param>
    public static async Task<LoadReport> RunAsync(LoadScenario scenario, Action<LoadProgress> report, CancellationToken stop)
    {
        await using LoadEnvironment environment = await LoadEnvironment.CreateAsync(scenario);
        var run = new LoadRun(environment);
        return await run.RunAsync(report, stop);
    }

    /// <summary>Those who send come first, and the rooms fill evenly.</summary>
    private static IEnumerable<LoadPlace> PlacesOf(LoadScenario scenario, Random random)
    {
        for (int index = 0; index < scenario.Participants; index++)
        {
            for (int room = 1; room <= scenario.Rooms; room++)
            {
                bool isImpaired = scenario.Link.IsImpaired && random.NextDouble() < scenario.ImpairedShare;
                yield return new LoadPlace($"{scenario.RoomName}-{room}", index, index < scenario.Publishers, isImpaired);
            }
        }
    }

    private async Task<LoadReport> RunAsync(Action<LoadProgress> report, CancellationToken stop)
    {
        DateTimeOffset startedAt = DateTimeOffset.UtcNow;
        using var sampling = new CancellationTokenSource();
        Task samples = SampleAsync(report, sampling.Token);
        await JoinAllAsync(stop);
        SteadyReport steady = await StayAsync(stop);
        _phase = "comparing";
        ComparisonReport? comparison = await CompareAsync();
        await sampling.CancelAsync();
        await samples;
        ReceivedTotals totals = LeaveAll();
        SharedFigures figures = _environment.Figures;
        return new LoadReport
        {
            StartedAt = startedAt,
            Scenario = ScenarioReport.Of(Scenario),
            Participants = new ParticipantsReport(_wanted, figures.JoinTime.Count, figures.Failed, _left),
            JoinTime = DistributionReport.Of(figures.JoinTime),
            Audio = KindReport.Of(MediaKind.Audio, totals.Audio, figures),
            Video = KindReport.Of(MediaKind.Video, totals.Video, figures),
            Steady = steady,
            Comparison = comparison,
            Samples = _timeline.Samples,
            Errors = new SortedDictionary<string, int>(figures.Errors.ToDictionary(), StringComparer.Ordinal),
        };
    }

    private async Task JoinAllAsync(CancellationToken stop)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < _places.Length && !stop.IsCancellationRequested; i++)
        {
            await DelayAsync((TimeSpan.FromSeconds(1) * i / Scenario.JoinsPerSecond) - Stopwatch.GetElapsedTime(started), stop);
            Join(_places[i]);
        }

        await Task.WhenAll(_joining);
        _joining.Clear();
    }

    private void Join(LoadPlace place)
    {
        var participant = new Participant(_environment, place);
        _participants[place] = participant;
        _wanted++;
        _joining.Add(participant.JoinAsync());
    }

    /// <summary>The time when all are in.</summary>
    private async Task<SteadyReport> StayAsync(CancellationToken stop)
    {
        _phase = "running";
        LoadMark first = Mark();
        TimeSpan end = _environment.Now + Scenario.Duration;
        if (Scenario.ChurnPerMinute > 0)
        {
            await ReplaceUntilAsync(end, stop);
        }

        await DelayAsync(end - _environment.Now, stop);
        await Task.WhenAll(_joining);
        return LoadMark.Between(first, Mark(), _environment.Pump.WorstDelay);
    }

    private async Task ReplaceUntilAsync(TimeSpan end, CancellationToken stop)
    {
        TimeSpan step = TimeSpan.FromMinutes(1) / Scenario.ChurnPerMinute;
        for (TimeSpan next = _environment.Now + step; next < end && !stop.IsCancellationRequested; next += step)
        {
            await DelayAsync(next - _environment.Now, stop);
            Replace(_places[_random.Next(_places.Length)]);
        }
    }

    /// <summary>One leaves, and another one joins in the same place.</summary>
    private void Replace(LoadPlace place)
    {
        if (_participants.TryGetValue(place, out Participant? leaver))
        {
            _gone.Add(leaver.Leave());
            _left++;
        }

        _joining.RemoveAll(static task => task.IsCompleted);
        Join(place);
    }

    private async Task<ComparisonReport?> CompareAsync()
    {
        _environment.StopMedia();
        TimeSpan limit = _environment.Now + SettleLimit;
        for (long before = -1; Totals().Packets is long packets && packets != before && _environment.Now < limit; before = packets)
        {
            await Task.Delay(SettleStep);
        }

        // Where packets are lost, what is still asked for again is in no one's count.
        return Scenario.Link.IsImpaired ? null : await ServerCounters.CompareAsync([.. _participants.Values.Where(static participant => participant.IsIn)]);
    }

    private ReceivedTotals LeaveAll()
    {
        foreach (Participant participant in _participants.Values)
        {
            _gone.Add(participant.Leave());
        }

        _participants.Clear();
        return Totals();
    }

    private async Task SampleAsync(Action<LoadProgress> report, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(SampleInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                LoadSample sample = _timeline.Add(_participants.Values.Count(static participant => participant.IsIn), Totals());
                MediaKind kind = Scenario.HasVideo ? MediaKind.Video : MediaKind.Audio;
                SharedFigures figures = _environment.Figures;
                report(new LoadProgress(_phase, _places.Length, figures.Failed, figures.LatencyOf(kind).Percentile(0.5), sample));
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }

    private ReceivedTotals Totals() => ReceivedTotals.Sum([.. _gone, .. _participants.Values.Select(static participant => participant.Read())]);

    private LoadMark Mark() => new(
        _environment.Now,
        Totals(),
        ProcessTime.Of(Environment.ProcessId) ?? TimeSpan.Zero,
        Scenario.ServerProcess is { } id ? ProcessTime.Of(id) : null);

    private static async Task DelayAsync(TimeSpan delay, CancellationToken stop)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
