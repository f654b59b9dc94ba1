using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Tureen.Recording.Conversion;

/// <summary>Runs ffmpeg to its end.</summary>
internal static class FfmpegProcess
{
    private const int MaxErrorLength = 2_000;

    /// <exception cref="FileConversionException">There is no ffmpeg, or it ended with an error.</exception>
    /// <exception cref="OperationCanceledException">It took too long; it is ended.</exception>
    public static async Task RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("ffmpeg") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardInput = true };
        string[] all = ["-nostdin", "-hide_banner", "-v", "error", "-y", .. arguments];
        Array.ForEach(all, start.ArgumentList.Add);
        using Process process = Start(start);
        process.StandardInput.Close();
        try
        {
            string said = await ReadAsync(process.StandardError, cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new FileConversionException($"ffmpeg ended with {process.ExitCode}: {said}");
            }
        }
        catch
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new FileConversionException("ffmpeg did not start");
        }
        catch (Win32Exception exception)
        {
            throw new FileConversionException($"ffmpeg cannot be started: {exception.Message}");
        }
    }

    /// <summary>Reads all and keeps the beginning, which names the cause.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var kept = new StringBuilder();
        var buffer = new char[1024];
        while (await reader.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            kept.Append(buffer, 0, Math.Min(count, MaxErrorLength - kept.Length));
        }

        return kept.ToString().Trim().ReplaceLineEndings(" ");
    }
}
