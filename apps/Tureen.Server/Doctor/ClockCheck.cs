using Tureen.Server.Stun;

namespace Tureen.Server.Doctor;

/// <summary>Compares the clock with the Date of an HTTP server: tokens and the credentials of TURN servers end by it.</summary>
internal static class ClockCheck
{
    private const string Subject = "clock";

    public static async Task<IReadOnlyList<Finding>> RunAsync(Uri? server, TimeProvider time, CancellationToken cancellation)
    {
        if (server is null)
        {
            return [Finding.Good(Subject, $"{time.GetUtcNow():u}; --clock compares it with an HTTP server")];
        }

        try
        {
            using var http = new HttpClient { Timeout = StunLimits.Patience };
            using var request = new HttpRequestMessage(HttpMethod.Head, server);
            DateTimeOffset before = time.GetUtcNow();
            using HttpResponseMessage answer = await http.SendAsync(request, cancellation);
            DateTimeOffset middle = before + ((time.GetUtcNow() - before) / 2);
            return [Judge(server, answer.Headers.Date, middle)];
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return [Finding.Warning(Subject, $"{server} does not answer: {exception.Message}", "the clock is not compared")];
        }
    }

    private static Finding Judge(Uri server, DateTimeOffset? date, DateTimeOffset now)
    {
        if (date is not { } theirs)
        {
            return Finding.Warning(Subject, $"{server} says no date", "--clock with another server");
        }

        // A date has whole seconds.
        TimeSpan difference = now - theirs;
        return difference.Duration() > DoctorLimits.MaxClockError
            ? Finding.Bad(Subject, $"it is {difference.TotalSeconds:F0} s ahead of {server.Host}: tokens and TURN credentials end at wrong times", "set it by NTP")
            : Finding.Good(Subject, $"agrees with {server.Host}");
    }
}
