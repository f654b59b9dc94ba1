using Microsoft.Extensions.Options;

namespace Tureen.Rooms.Logging;

/// <summary>Makes loggers that share one budget; all of the server gets its loggers here.</summary>
internal sealed class PacedLoggerFactory(ILoggerFactory inner, TimeProvider time) : ILoggerFactory
{
    private readonly LogBudget _budget = new(time);

    /// <summary>Puts this in the place of the host's factory, over the same providers and filters.</summary>
    public static void AddTo(IServiceCollection services) => services.AddSingleton<ILoggerFactory>(provider =>
        new PacedLoggerFactory(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetRequiredService<IOptions<LoggerFactoryOptions>>()),
            TimeProvider.System));

    /// <summary>The host's factory, or one before it that paces its lines.</summary>
    public static PacedLoggerFactory Of(IServiceProvider provider) =>
        provider.GetRequiredService<ILoggerFactory>() is var factory && factory is PacedLoggerFactory paced
            ? paced
            : new PacedLoggerFactory(factory, provider.GetRequiredService<TimeProvider>());

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public ILogger CreateLogger(string categoryName) => new PacedLogger(inner.CreateLogger(categoryName), _budget);

    /// <summary>Nothing is left to do: the providers belong to the host.</summary>
    public void Dispose()
    {
    }
}
