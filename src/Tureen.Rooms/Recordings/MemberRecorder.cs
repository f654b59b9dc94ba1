using Tureen.Ortc;
using Tureen.Recording;

namespace Tureen.Rooms.Recordings;

/// <summary>The recorder of one participant, or of a screen. Runs on the room's loop.</summary>
/// <param name="memberId">Whose media it has.</param>
/// <param name="isScreen">A screen.</param>
/// <param name="options">Where to.</param>
/// <param name="fileChanged">Called with each file when it begins and when it ends, on any thread.</param>
/// <param name="ended">Called at the end, on any thread.</param>
internal sealed class MemberRecorder(
    string memberId, bool isScreen, RecorderOptions options, Action<RecordedFile> fileChanged, Action<RecordingSummary> ended)
{
    private readonly HashSet<MediaKind> _coming = [];
    private Task<Recorder>? _recorder;

    public string MemberId { get; } = memberId;

    public bool IsScreen { get; } = isScreen;

    public void Begin(Router router) => _recorder = StartAsync(router);

    /// <summary>A track of this kind can be added. Those that are on their way have their place.</summary>
    public bool HasPlaceFor(MediaKind kind) =>
        !_coming.Contains(kind) && (_recorder is not { IsCompletedSuccessfully: true } || _recorder.Result.HasPlaceFor(kind));

    /// <exception cref="MediasoupException">The producer is closed, or files cannot have its codec.</exception>
    /// <exception cref="InvalidOperationException">The recording has ended.</exception>
    public async Task AddAsync(Producer producer)
    {
        _coming.Add(producer.Kind);
        try
        {
            Recorder recorder = await _recorder!;
            await recorder.AddAsync(producer);
        }
        finally
        {
            _coming.Remove(producer.Kind);
        }
    }

    public async Task<RecordingSummary> StopAsync()
    {
        try
        {
            return await (await _recorder!).StopAsync();
        }
        catch (MediasoupException exception)
        {
            // It never began: the router has closed.
            return new RecordingSummary { Files = [], Error = exception.Message };
        }
    }

    private async Task<Recorder> StartAsync(Router router)
    {
        Recorder recorder = await Recorder.StartAsync(router, options);
        recorder.OnFileStarted += fileChanged;
        recorder.OnFileEnded += fileChanged;
        _ = recorder.Completion.ContinueWith(
            completion => ended(completion.Result), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return recorder;
    }
}
