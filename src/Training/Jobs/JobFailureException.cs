namespace Studio.Training.Jobs;

/// <summary>A job cannot go on; the message is the sentence a person reads on the run's page.</summary>
class JobFailureException : Exception
{
    public JobFailureException(string message) : base(message)
    {
    }

    public JobFailureException(string message, Exception cause) : base(message, cause)
    {
    }
}
