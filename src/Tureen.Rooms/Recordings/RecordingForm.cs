using Tureen.Recording;

namespace Tureen.Rooms.Recordings;

/// <summary>What ffmpeg makes of the files at the end.</summary>
/// <param name="Copies">The form of copies; null for none.</param>
/// <param name="HasGrid">One more file with all participants.</param>
internal sealed record RecordingForm(FileForm? Copies, bool HasGrid)
{
    /// <summary>Reads the name of a form; false if there is none of that name.</summary>
    public static bool TryRead(RecordingRequest request, out RecordingForm form)
    {
        FileForm? copies = request.Format switch
        {
            "mp4" => FileForm.Mp4,
            "hls" => FileForm.Hls,
            _ => null,
        };
        form = new RecordingForm(copies, request.Grid);
        return copies is not null || request.Format is null or "webm";
    }
}
