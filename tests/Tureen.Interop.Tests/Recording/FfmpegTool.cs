namespace Tureen.Interop.Tests.Recording;

/// <summary>Runs ffmpeg and its relatives to their end.</summary>
internal static class FfmpegTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Runs ffmpeg, which must report no error.</summary>
    /// <returns>What it writes to its output, by lines.</returns>
    public static Task<List<string>> RunAsync(params string[] arguments) => RunProgramAsync("ffmpeg", ["-nostdin", "-hide_banner", "-v", "error", "-y", .. arguments]);

    public static async Task<List<string>> RunProgramAsync(string program, string[] arguments)
    {
        List<string> output = [];
        using ChildProcess process = ChildProcess.Start(program, arguments, networkNamespace: null, output.Add, keepsOutput: false);
        int code = await process.WaitAsync(Limit);
        Assert.True(code == 0 && process.Log.Length == 0, $"{program} {string.Join(' ', arguments)} ended with {code}.\n{process.Log}");
        return output;
    }
}
